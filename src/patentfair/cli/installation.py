"""Make and describe an installation."""

from __future__ import annotations

import platform
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from patentfair import __version__
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.actions import give_office, join, set_password
from patentfair.apps.accounts.models import Office, User
from patentfair.apps.discovery.jobs import open_index
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import head
from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import Invalid, NotFound

__all__ = [
    "check_email",
    "create",
    "describe",
    "first_operator",
    "has_operator",
    "home",
    "is_migrated",
    "is_used",
    "new_password",
]


def home() -> Path:
    return Path(settings.HOME)


def is_migrated() -> bool:
    """Whether the database is there and at this version."""
    if connection.vendor == "sqlite" and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        return False
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def create() -> None:
    """Make the folder, the tables and the index; does no harm where they exist."""
    home().mkdir(parents=True, exist_ok=True)
    Path(settings.FILES_ROOT).mkdir(exist_ok=True)
    if not is_migrated():
        call_command("migrate", interactive=False, verbosity=0)
    open_index(create=True)


def is_used() -> bool:
    return Entry.objects.exists()


def has_operator() -> bool:
    return Office.objects.filter(kind=Office.Kind.OPERATOR).exists()


def check_email(email: str) -> None:
    """Raise `Invalid` for what is no e-mail address, before anything is made."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("accounts.email", field="email") from error


def new_password(email: str, password: str) -> User:
    """Set the password of the account with that address."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound("not-found", field=email)
    set_password(actor=SYSTEM, user=user, password=password)
    return user


def first_operator(email: str, password: str) -> User:
    """The first administrator: operator of this installation and national administrator."""
    user = join(email=email, password=password)
    give_office(actor=SYSTEM, user=user, kind=Office.Kind.OPERATOR)
    give_office(actor=SYSTEM, user=user, kind=Office.Kind.NATIONAL_ADMIN)
    return user


def describe() -> dict[str, object]:
    """Counts, versions and paths."""
    try:
        index = open_index()
        documents, cursor = index.count(), index.cursor()
    except NotFound:
        documents, cursor = 0, 0
    position, hash_of_head = head()
    return {
        "patents": Patent.objects.count(),
        "listings": Listing.objects.count(),
        "needs": Need.objects.count(),
        "deals": Deal.objects.count(),
        "journal_entries": Entry.objects.count(),
        "journal_head": hash_of_head,
        "index_documents": documents,
        "index_lag": position - cursor,
        "version": __version__,
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": connection.vendor,
        "home": str(home()),
        "index_path": str(settings.INDEX_PATH),
    }
