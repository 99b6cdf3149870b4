"""Sign-in by e-mail address and password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from patentfair.apps.accounts.models import User

__all__ = ["EmailBackend"]

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def _is_local(request: HttpRequest | None) -> bool:
    """Whether the request comes from the machine itself; behind a proxy everything seems to, so those never count."""
    if request is None or settings.HTTPS or settings.PROXY or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        return False
    return not any(request.META.get(name) for name in FORWARDED)


class EmailBackend(BaseBackend):
    """Checks the password; sample users may sign in from the machine itself only."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        user = User.objects.filter(email__iexact=username or "", is_active=True).first()
        if user is None:
            make_password(password)  # as slow as a real check, so that addresses cannot be probed by time
            return None
        if user.is_sample and not _is_local(request):
            return None
        return user if user.check_password(password or "") else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
