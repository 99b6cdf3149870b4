"""Pages for what was not found, not allowed, or went wrong."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.refusals import busy_page, refusal_page

__all__ = ["csrf_failure", "forbidden", "not_found", "server_error"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return refusal_page(request, NotFound("not-found"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that was sent from another page, or from one left open too long."""
    return refusal_page(request, DomainError("form-expired"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return refusal_page(request, DomainError("forbidden"))


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; a database that does not answer, or not in time, is told as what it is."""
    if isinstance(sys.exception(), OperationalError):
        return busy_page()
    return refusal_page(request, DomainError("internal"))
