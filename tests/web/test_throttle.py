"""Everything that slows visitors down counts by where a visitor really comes from."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from patentfair.web.throttle import came_too_often, visitor_address

PROXY = "10.0.0.2"


def request(forwarded: str = "", direct: str = PROXY):
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=direct, **more)


@pytest.mark.parametrize(
    ("is_proxied", "forwarded", "direct", "expected"),
    [
        (False, "", "203.0.113.7", "203.0.113.7"),
        (False, "198.51.100.1", "203.0.113.7", "203.0.113.7"),  # nobody is asked to believe it
        (True, "203.0.113.7", PROXY, "203.0.113.7"),
        (True, "198.51.100.1, 203.0.113.7", PROXY, "203.0.113.7"),  # the first hop is the visitor's own claim
        (True, "198.51.100.1,unknown", PROXY, PROXY),
        (True, "203.0.113.7:51234", PROXY, "203.0.113.7"),  # as some proxies write it
        (True, "[2001:db8:1:2:3:4:5:6]:443", PROXY, "2001:db8:1:2::/64"),
        (True, "[2001:db8:1:2:3:4:5:6]", PROXY, "2001:db8:1:2::/64"),
        (True, "", PROXY, PROXY),
        (True, "::ffff:203.0.113.7", PROXY, "203.0.113.7"),
        (True, "2001:db8:1:2:3:4:5:6", PROXY, "2001:db8:1:2::/64"),
        (False, "", "", ""),
    ],
)
def test_the_last_hop_counts_and_only_behind_a_proxy(settings, is_proxied, forwarded, direct, expected):
    settings.PROXY = is_proxied
    assert visitor_address(request(forwarded, direct)) == expected


def test_a_costly_act_is_counted_for_each_visitor(settings):
    settings.PROXY = True
    for claimed in range(3):
        assert not came_too_often(request(f"198.51.100.{claimed}, 203.0.113.21"), "poster", tries=3)
    assert came_too_often(request("198.51.100.77, 203.0.113.21"), "poster", tries=3)
    assert not came_too_often(request("203.0.113.22"), "poster", tries=3)
    assert not came_too_often(request("203.0.113.21"), "catalogue", tries=3)


@pytest.mark.django_db
def test_guessing_through_a_proxy_is_slowed_for_the_one_who_guesses(settings):
    settings.PROXY = True
    form = {"email": "nobody-through-a-proxy@sample.invalid", "password": "wrong"}

    def says(forwarded: str) -> str:
        return Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded).post("/en/sign-in", form).content.decode()

    for claimed in range(10):
        assert "Too many attempts" not in says(f"198.51.100.{claimed}, 203.0.113.31")
    assert "Too many attempts" in says("198.51.100.99, 203.0.113.31")
    assert "Too many attempts" not in says("203.0.113.32")
