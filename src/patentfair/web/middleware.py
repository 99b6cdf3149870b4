"""What happens around every view: who asks, what a page may load, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from patentfair.adapters.documents.store import tentative
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.queries import actor_of
from patentfair.domain.kernel.errors import DomainError
from patentfair.web.refusals import busy_page, refusal_page

__all__ = [
    "bound_bodies",
    "content_security_policy",
    "identify_actor",
    "refuse_nul",
    "take_back_refused_files",
    "translate_refusals",
]

GetResponse = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


LARGEST_BODY = 25 << 20
LARGEST_ANONYMOUS_BODY = 2 << 20


def bound_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse a request whose body is larger than anything we take, before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not (size.isascii() and size.isdecimal()) or int(size) > LARGEST_BODY:
            return _too_large()
        if int(size) > LARGEST_ANONYMOUS_BODY:
            try:
                if not _is_signed_in(request):
                    return _too_large()
            except OperationalError:  # as for a page: locked for too long, no connection to be had, gone
                return busy_page()
        return get_response(request)

    return middleware


def _too_large() -> HttpResponse:
    return HttpResponse("The request is too large.", status=413, content_type="text/plain")


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether the cookie is that of somebody's session: anyone can send one."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or not key.isalnum():
        return False
    asked = HttpRequest()
    asked.session = SessionStore(key)
    return get_user(asked).is_authenticated


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL in an address, a cookie or a form, which no text holds and no database takes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = (request.path, *request.GET.keys(), *(value for values in request.GET.lists() for value in values[1]))
        told += tuple(request.COOKIES.values())
        if any("\0" in text for text in told) or (request.method == "POST" and _has_nul(request)):
            return HttpResponse("A character that no text holds was sent.", status=400, content_type="text/plain")
        return get_response(request)

    return middleware


def _has_nul(request: HttpRequest) -> bool:
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return False
    if request.path.startswith("/api/"):  # reads its own body, and knows no forms
        return False
    return any("\0" in value for _, values in request.POST.lists() for value in values)


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """No page runs or loads anything but the platform's own files."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


def identify_actor(get_response: GetResponse) -> GetResponse:
    """`request.actor`: the person's places and powers today, read when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_of(request.user if isinstance(request.user, User) else None, timezone.localdate())
        )
        return get_response(request)

    return middleware


def take_back_refused_files(get_response: GetResponse) -> GetResponse:
    """Whoever is refused leaves no file: every form that was accepted leads on, and only then its files stay."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with tentative() as take_back:
            response = get_response(request)
            if not 300 <= response.status_code < 400:
                take_back()
        return response

    return middleware


class translate_refusals:  # noqa: N801 - a middleware with a hook has to be a class
    """A refused act becomes a page that says what happened, that nothing is lost, and what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return refusal_page(request, exception)
        if isinstance(exception, OperationalError):  # locked for too long, no connection to be had, gone
            return busy_page()
        return None
