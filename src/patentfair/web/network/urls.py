"""Addresses of the network of installations."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
