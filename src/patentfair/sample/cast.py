"""Who acts in the sample world: centers, organisations and people, and what has been made of it so far."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from patentfair.adapters.documents.paper import Paper, PaperStyle
from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.adapters.documents.room_files import room_content_type
from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.actions import add_member, give_office, join, register_organisation, verify_organisation
from patentfair.apps.accounts.models import Membership, Organisation, User
from patentfair.apps.centers.actions import give_post, open_center
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.market.models import Deal
from patentfair.domain.kernel.words import Words
from patentfair.sample.patents import read_needs, read_organisations

__all__ = ["DOMAIN", "PASSWORD", "World", "email_of", "make_centers_and_people", "targets_of"]

PASSWORD = "patentfair-sample"  # noqa: S105 - printed for everyone, works from the machine itself only
DOMAIN = "sample.invalid"


class World:
    """What has been made so far, by the keys of the sample files."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.random = Random(7)  # noqa: S311 - believable variety, no secrets
        self.password_hash = make_password(PASSWORD)
        self.organisations: dict[str, Organisation] = {}
        self.centers: dict[str, Center] = {}
        self.agents: dict[int, User] = {}
        self.staff: dict[int, User] = {}
        self.staffed: list[Center] = []  # those whose people a newcomer can sign in as
        self.asked: dict[str, list[dict[str, Any]]] = {}  # targets of needs, by the technology that answers them
        for need in read_needs():
            self.asked.setdefault(need["answered_by"], []).extend(targets_of(need))
        self.deals: dict[str, Deal] = {}  # those that later steps carry on, by a name of ours
        self.evidence = store(Path(settings.FILES_ROOT), [_sheet()])

    @property
    def firms(self) -> list[Organisation]:
        """Companies and small firms."""
        return [one for one in self.organisations.values() if one.kind in ("company", "small_firm")]

    def actor_for(self, organisation: Organisation) -> Actor:
        """Someone who may bind the organisation."""
        return actor_of(self.agents[organisation.pk], self.today)

    def name_for(self, organisation: Organisation) -> str:
        """The name that this person signs with."""
        return self.agents[organisation.pk].name

    def staff_of(self, center: Center | None) -> Actor:
        """Someone at the center's desk; the platform where no center helps."""
        return actor_of(self.staff[center.pk], self.today) if center else SYSTEM

    def file(self, text: str) -> tuple[str, int]:
        """A text kept as a file: its SHA-256 and its size in bytes."""
        data = text.encode()
        return store(Path(settings.FILES_ROOT), [data], accepts=room_content_type), len(data)


def _sheet() -> bytes:
    """The one page that stands for every proof in the sample world."""
    words = Words(
        "本页代表示例数据中的证明材料，内容均为虚构。",
        "This page stands for every proof in the sample world; all of it is made up.",
    )
    return paper_pdf(
        Paper(title=Words("示例材料", "Sample proof"), style=PaperStyle.LETTER, opening=(words,), is_sample=True)
    )


def targets_of(need: dict[str, Any]) -> list[dict[str, Any]]:
    """A need's figures; the listing of the technology that answers it warrants the same."""
    return [
        {"name": t["name_zh"], "comparator": t["comparator"], "value": t["value"], "unit": t["unit"]}
        for t in need["targets"]
    ]


def email_of(key: str) -> str:
    return f"{key.removeprefix('p-')}@{DOMAIN}"


def make_centers_and_people(world: World) -> None:
    tables = read_organisations()
    for row in tables["center"]:
        world.centers[row["key"]] = open_center(
            actor=SYSTEM,
            key=row["key"],
            is_national=row.get("national", False),
            is_sample=True,
            **{name: value for name, value in row.items() if name not in ("key", "national")},
        )
    for row in tables["organisation"]:
        organisation = register_organisation(
            actor=SYSTEM,
            key=row["key"],
            kind=row["kind"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            province=row["province"],
            city_zh=row["city_zh"],
            city_en=row["city_en"],
            is_state_founded=row["kind"] in ("university", "institute"),
            is_sample=True,
        )
        verify_organisation(actor=SYSTEM, organisation=organisation, evidence_sha256=world.evidence)
        world.organisations[row["key"]] = organisation
    for row in tables["person"]:
        _make_person(world, row)
    for key, organisation in world.organisations.items():
        if organisation.pk not in world.agents:
            user = _join(world, f"{key}@{DOMAIN}", f"{organisation.name_zh}经办人", f"Agent of {organisation.name_en}")
            add_member(actor=SYSTEM, organisation=organisation, user=user, role=Membership.Role.OWNER)
            world.agents[organisation.pk] = user
    for key, center in world.centers.items():
        if center.pk not in world.staff:
            user = _join(world, f"{key}-desk@{DOMAIN}", f"{center.name_zh}窗口", f"Desk of {center.name_en}")
            give_post(actor=SYSTEM, center=center, user=user, role=Post.Role.STAFF)
            world.staff[center.pk] = user


def _join(world: World, email: str, name_zh: str, name_en: str) -> User:
    return join(
        email=email,
        password=None,
        password_hash=world.password_hash,
        name_zh=name_zh[:80],
        name_en=name_en[:80],
        is_sample=True,
    )


def _make_person(world: World, row: dict[str, Any]) -> None:
    user = _join(world, email_of(row["key"]), row["name_zh"], row["name_en"])
    role = row["role"]
    if role in Membership.Role.values:
        organisation = world.organisations[row["organisation"]]
        add_member(actor=SYSTEM, organisation=organisation, user=user, role=role)
        if role != Membership.Role.MEMBER:
            world.agents.setdefault(organisation.pk, user)
    elif role in Post.Role.values:
        center = world.centers[row["center"]]
        give_post(actor=SYSTEM, center=center, user=user, role=role)
        world.staff.setdefault(center.pk, user)
        if center not in world.staffed:
            world.staffed.append(center)
    else:
        province = world.centers[row["center"]].province if role == "provincial_admin" else ""
        give_office(actor=SYSTEM, user=user, kind=role, province=province)
