"""Printed codes and copied lines lead where people elsewhere reach the installation."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.models import Exhibit
from patentfair.web.addresses import local_address, public_url
from patentfair.web.exhibition.shown import printed_hall


def asked_at(host: str, **more):
    return RequestFactory().get("/", HTTP_HOST=host, **more)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "127.5.0.1"])
def test_an_address_of_the_machine_itself_is_told_apart(settings, host):
    settings.ALLOWED_HOSTS, settings.PUBLIC_ADDRESS = ["*"], ""
    assert local_address(asked_at(host)) == f"http://{host}"
    settings.PUBLIC_ADDRESS = "https://center.example"
    assert local_address(asked_at(host)) == ""
    settings.PUBLIC_ADDRESS = "http://127.0.0.1:8000"
    assert local_address(asked_at("center.example")) == "http://127.0.0.1:8000"


def test_the_address_that_is_set_counts_before_the_one_asked_at(settings, world):
    settings.ALLOWED_HOSTS, settings.PUBLIC_ADDRESS = ["*"], ""
    hall = Exhibit.objects.filter(SHOWN, hall__state="open").first().hall
    request = asked_at("inside.example:8000")
    assert public_url(request, "/zh/halls") == "http://inside.example:8000/zh/halls"
    assert local_address(request) == ""
    assert printed_hall(request, hall).address.startswith("http://inside.example:8000/")
    settings.PUBLIC_ADDRESS = "https://center.example"
    assert public_url(request, "/zh/halls") == "https://center.example/zh/halls"
    assert printed_hall(request, hall).address.startswith("https://center.example/")


def test_who_prints_codes_is_told_where_they_lead_to_this_machine_only(settings, world, client):
    settings.ALLOWED_HOSTS, settings.PUBLIC_ADDRESS = ["*"], ""
    exhibit = Exhibit.objects.filter(SHOWN, hall__state="open").select_related("hall__center").first()
    client.force_login(exhibit.hall.center.posts.first().user)
    for path in (f"/zh/center/halls/{exhibit.hall_id}", "/zh/center/embedding"):
        said = client.get(path, headers={"host": "localhost:8000"}).content.decode()
        assert "http://localhost:8000，只能在本机打开" in said, path
        assert "只能在本机打开" not in client.get(path, headers={"host": "center.example"}).content.decode(), path
