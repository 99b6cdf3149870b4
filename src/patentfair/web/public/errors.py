"""Pages for what was not found, not allowed, or went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.refusals import refusal_page

__all__ = ["forbidden", "not_found", "server_error"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return refusal_page(request, NotFound("not-found"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "web/refusal.html", {"code": "forbidden", "status": 403, "text": ""}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, DomainError("internal"))
