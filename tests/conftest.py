"""What tests share: the sample world, loaded once, and the test data where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.queries import actor_of


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every database test sees the sample world and takes its own changes back."""
    from patentfair.cli.find import catch_up
    from patentfair.sample.world import load

    with django_db_blocker.unblock():
        load()
        catch_up()


@pytest.fixture
def world(db):
    return World()


class World:
    """The sample world as tests ask for it."""

    def user(self, name: str) -> User:
        return User.objects.get(email=f"{name}@sample.invalid")

    def actor(self, name: str) -> Actor:
        return actor_of(self.user(name), timezone.localdate())

    def user_for(self, organisation) -> User:
        """Someone who may bind the organisation."""
        return organisation.memberships.filter(role__in=("owner", "agent")).select_related("user").first().user

    def actor_for(self, organisation) -> Actor:
        return actor_of(self.user_for(organisation), timezone.localdate())

    def make_user(self, name: str) -> User:
        return User.objects.create(email=f"{name}@test.invalid", joined_at=timezone.now())


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real patent files; skips with one line where there is none."""
    folder = os.environ.get("PATENTFAIR_TEST_DATA")
    if not folder:
        pytest.skip("PATENTFAIR_TEST_DATA is not set: tests on real patent files are left out")
    return Path(folder)


@pytest.fixture
def index_path() -> Path:
    return Path(settings.INDEX_PATH)
