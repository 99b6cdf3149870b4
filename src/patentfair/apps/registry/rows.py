"""Write many rows of the register at once.

An import writes some ten rows a patent, and many more where it cites much. Model objects and the ORM's own insert would
take ten times as long as the database does, so plain tuples go down in one COPY (PostgreSQL) or one prepared statement
(SQLite). Everything else about the register uses the models.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

import msgspec
from django.db import connection, models

from patentfair.apps.registry.models import Citation, LegalEvent, Patent, PatentParty, PatentPriority

__all__ = [
    "insert_citations",
    "insert_events",
    "insert_parties",
    "insert_patents",
    "insert_priorities",
    "select_by",
]

_encode = msgspec.json.Encoder().encode


def insert_patents(patents: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """New patents, each as its columns' values, all with the same columns; `at` is when they were imported."""
    every = iter(patents)
    first = next(every, None)
    if first is None:
        return
    now = connection.ops.adapt_datetimefield_value(at)
    rows = (
        (*{**row, "titles": _encode(row["titles"]).decode()}.values(), now, now, now, 1)
        for row in chain([first], every)
    )
    _insert(Patent, (*first, "first_imported_at", "imported_at", "updated_at", "version"), rows)


def insert_parties(rows: Iterable[tuple[int, str, str, str, str, str, int]]) -> None:
    """Parties as (patent, role, name, name's key, country, region, sequence)."""
    _insert(PatentParty, ("patent_id", "role", "name", "name_key", "country", "region", "sequence"), rows)


def insert_priorities(rows: Iterable[tuple[int, str]]) -> None:
    """Claimed applications as (patent, key)."""
    _insert(PatentPriority, ("patent_id", "key"), rows)


def insert_citations(rows: Iterable[tuple[str, str, str, str]]) -> None:
    """Citations as (citing, cited, category, by whom); those that are there already stay as they are."""
    _insert(Citation, ("citing", "cited", "category", "cited_by"), rows, keep=True)


def insert_events(rows: Iterable[tuple[Any, ...]], at: datetime) -> None:
    """Legal events as (right, date, published, code, office, office's code, territory, source, paid until, detail,
    value); those that are there already stay as they are."""
    now = connection.ops.adapt_datetimefield_value(at)
    complete = ((*row, now) for row in rows)
    columns = (
        "right",
        "date",
        "published",
        "code",
        "office",
        "office_code",
        "territory",
        "source",
        "paid_until",
        "detail",
        "value",
        "received_at",
    )
    _insert(LegalEvent, columns, complete, keep=True)


def select_by(
    model: type[models.Model], columns: tuple[str, ...], by: str, values: Collection[str]
) -> list[tuple[Any, ...]]:
    """Rows whose column `by` is one of `values`, which go down as one parameter however many they are."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    given: list[str] | str = list(values)
    among = "= ANY(%s)"
    if connection.vendor != "postgresql":
        given, among = _encode(list(values)).decode(), "IN (SELECT value FROM json_each(%s))"
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's public name for it
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} WHERE {quote(by)} {among}", [given])  # noqa: S608
        return list(cursor.fetchall())


def _insert(
    model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]], *, keep: bool = False
) -> None:
    """Insert rows; with `keep`, those that a unique constraint refuses are left out."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's public name for it
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            target = table
            if keep:
                # COPY knows no ON CONFLICT: the rows go by way of a table of this transaction.
                target = quote(f"incoming_{model._meta.model_name}")  # noqa: SLF001
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {target} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608
                )
            with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if keep:
                cursor.execute(
                    f"INSERT INTO {table} ({names}) SELECT {names} FROM {target} ON CONFLICT DO NOTHING"  # noqa: S608
                )
                cursor.execute(f"DROP TABLE {target}")
        else:
            places = ", ".join(["%s"] * len(columns))
            ending = "ON CONFLICT DO NOTHING" if keep else ""
            statement = f"INSERT INTO {table} ({names}) VALUES ({places}) {ending}"  # noqa: S608
            cursor.executemany(statement, list(rows))
