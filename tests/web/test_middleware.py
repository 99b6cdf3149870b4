"""What happens around every view."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from patentfair.web.middleware import LARGEST_ANONYMOUS_BODY, LARGEST_BODY, bound_bodies, refuse_nul


def answered(size: int | str, cookie: str = "") -> int:
    """The status that a body of so many bytes is met with, before a byte of it is read."""
    request = HttpRequest()
    request.method, request.META["CONTENT_LENGTH"] = "POST", str(size)
    if cookie:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = cookie
    return bound_bodies(lambda _request: HttpResponse("taken"))(request).status_code


def test_only_somebody_signed_in_sends_a_large_body(world):
    client = Client()
    client.force_login(world.user("an-zhihe"))
    own = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert [answered(LARGEST_ANONYMOUS_BODY), answered(LARGEST_ANONYMOUS_BODY + 1)] == [200, 413]
    for made_up in ("x", "a" * 32, own[:-1], own + "x", "\0" * 32, "无"):
        assert answered(LARGEST_ANONYMOUS_BODY + 1, made_up) == 413
        assert answered(LARGEST_ANONYMOUS_BODY, made_up) == 200
    assert [answered(LARGEST_ANONYMOUS_BODY + 1, own), answered(LARGEST_BODY + 1, own)] == [200, 413]
    session = SessionStore(own)
    session[SESSION_KEY] = "0"
    session.save()
    assert answered(LARGEST_ANONYMOUS_BODY + 1, own) == 413, "the session is nobody's"


def test_a_session_that_ended_is_that_of_a_stranger(world):
    client = Client()
    user = world.user("an-zhihe")
    client.force_login(user)
    own = client.cookies[settings.SESSION_COOKIE_NAME].value
    user.set_password("another-long-password")
    user.save()
    assert answered(LARGEST_ANONYMOUS_BODY + 1, own) == 413, "the password was changed elsewhere"
    client.force_login(user)
    own = client.cookies[settings.SESSION_COOKIE_NAME].value
    session = SessionStore(own)
    session.set_expiry(-1)
    session.save()
    assert answered(LARGEST_ANONYMOUS_BODY + 1, own) == 413


@pytest.mark.parametrize("size", ["-1", "x", "1e3", "٣"])
def test_a_length_that_is_no_number_is_refused(size):
    assert answered(size) == 413


def test_a_cookie_with_a_nul_is_no_failure_of_ours():
    """Cookies are read with their escapes, and a session of such a name would be asked for in the database."""
    text = r"\000" * 32
    request = RequestFactory().get("/", HTTP_COOKIE=f'sessionid="{text}"')
    assert request.COOKIES["sessionid"] == "\0" * 32
    assert refuse_nul(lambda _request: HttpResponse("taken"))(request).status_code == 400
