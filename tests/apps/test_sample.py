"""The sample world holds what a newcomer should find in it, the same each time."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.matching.queries import need_profile
from patentfair.apps.registry.queries import record_of
from patentfair.apps.rights.models import Grant, OwnershipClaim
from patentfair.domain.matching.profile import Target
from patentfair.domain.matching.targets import meets
from patentfair.domain.patents.fields import fields_of
from patentfair.sample.patents import read_needs, read_organisations, sample_patents
from patentfair.sample.world import STAGES

STAFFED = {"beijing", "shanghai", "zhejiang", "shenzhen", "liaoning"}


def published() -> list[Listing]:
    return list(Listing.objects.filter(is_sample=True, state="published").select_related("patent"))


def test_every_field_has_a_listing(world) -> None:
    fields = {field for one in published() for field in fields_of(s.symbol for s in record_of(one.patent).classes)}
    assert fields == set(range(1, 36))


def test_what_answers_a_need_is_listed_with_figures_that_meet_it(world) -> None:
    technologies = {m.record.publication.canonical: m.technology["key"] for m in sample_patents(timezone.localdate())}
    offered: dict[str, list[dict]] = {}
    for listing in published():
        offered.setdefault(technologies[listing.patent.key], []).extend(listing.targets)
    needs = {need.title: need for need in Need.objects.filter(is_sample=True)}
    for row in read_needs():
        stated = [Target(t["name"], t["comparator"], t["value"], None, t["unit"]) for t in offered[row["answered_by"]]]
        for wanted in need_profile(needs[row["title_zh"]]).targets:
            assert any(meets(wanted, one) for one in stated if one.name == wanted.name), (row["key"], wanted)


def test_every_desk_a_newcomer_can_open_has_work(world) -> None:
    people = read_organisations()["person"]
    assert {row["center"] for row in people if row["role"] in ("staff", "head")} == STAFFED
    for center in Center.objects.filter(key__in=STAFFED):
        assert OwnershipClaim.objects.filter(center=center, state="pending").exists(), center.key
        assert Deal.objects.filter(center=center, state="inquiry").exists(), center.key


def test_deals_stand_at_every_stage(world) -> None:
    states = set(Deal.objects.filter(is_sample=True).values_list("state", flat=True))
    assert states == set(STAGES) - {"proposed"}
    assert Deal.objects.filter(is_sample=True, state="negotiation", sheets__isnull=False).exists()


def test_the_open_licence_offers_nothing_else(world) -> None:
    (grant,) = Grant.objects.filter(kind=Grant.Kind.OPEN_DECLARATION)
    assert [one.kinds for one in Listing.objects.filter(patent=grant.patent)] == [["ordinary"]]
