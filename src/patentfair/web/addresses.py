"""The address under which people elsewhere reach this installation: in printed codes, feeds and other sites' pages."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

__all__ = ["local_address", "public_address", "public_url"]


def public_address(request: HttpRequest) -> str:
    """Scheme, host and port: PATENTFAIR_ADDRESS where the operator has set it, else where this page was asked for."""
    return settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"


def public_url(request: HttpRequest, path: str) -> str:
    """A path of this installation (`/zh/halls/x`) as people elsewhere open it."""
    return public_address(request) + path


def local_address(request: HttpRequest) -> str:
    """The public address where it leads nowhere but to the machine itself, else ""."""
    address = public_address(request)
    host = urlsplit(address).hostname or ""
    try:
        is_local = ip_address(host).is_loopback
    except ValueError:
        is_local = host == "localhost" or host.endswith(".localhost")
    return address if is_local else ""
