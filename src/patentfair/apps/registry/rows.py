"""Write many rows of the register at once.

An import writes some six rows a patent. Model objects and the ORM's own insert would take ten times as long as the
database does, so plain tuples go down in one prepared statement. Everything else about the register uses the models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

import msgspec
from django.db import connection, models

from patentfair.apps.registry.models import LegalEvent, Patent, PatentParty

__all__ = ["insert_events", "insert_parties", "insert_patents"]

_encode = msgspec.json.Encoder().encode


def insert_patents(patents: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """New patents, each as its columns' values, all with the same columns; `at` is when they were imported."""
    every = iter(patents)
    first = next(every, None)
    if first is None:
        return
    imported_at = connection.ops.adapt_datetimefield_value(at)
    rows = (
        (*(_encode(value).decode() if isinstance(value, dict) else value for value in row.values()), imported_at, 1)
        for row in chain([first], every)
    )
    _insert(Patent, (*first, "imported_at", "version"), rows)


def insert_parties(rows: Iterable[tuple[int, str, str, str, str, int]]) -> None:
    """Parties as (patent, role, name, country, region, sequence)."""
    _insert(PatentParty, ("patent_id", "role", "name", "country", "region", "sequence"), rows)


def insert_events(rows: Iterable[tuple[Any, ...]]) -> None:
    """Legal events as (patent, date, code, office's code, source); those that are there already stay as they are."""
    complete = ((*row, "") for row in rows)
    columns = ("patent_id", "date", "code", "office_code", "source", "detail")
    _insert(LegalEvent, columns, complete, "ON CONFLICT DO NOTHING")


def _insert(
    model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]], ending: str = ""
) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places}) {ending}"  # noqa: S608, SLF001
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))
