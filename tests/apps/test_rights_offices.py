"""What may be granted on patents of every office that has a pack, from what its register shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.ingest.actions import import_file
from patentfair.apps.registry.actions import save_records
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.models import Declaration, Interest, RestDay
from patentfair.apps.rights.queries import grantable, right_of, with_calendar
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import (
    PartyRole,
    PatentParty,
    PatentRecord,
    Relation,
    RelationKind,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.rights.decision import Outcome
from patentfair.domain.rights.facts import Context, Facts, Transaction
from patentfair.domain.rights.panel import PANEL_KINDS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
FILED, GRANTED = TODAY - 5 * YEAR, TODAY - 2 * YEAR
NUMBERS = {
    "US": ("11900001", "B2", "16123456"),
    "EP": ("3900001", "A1", "20123456.7"),
    "DE": ("102020123456", "B4", "102020123456.1"),
    "GB": ("2600001", "B", "2012345.6"),
    "JP": ("7000001", "B2", "2020-123456"),
    "KR": ("102600001", "B1", "10-2020-0123456"),
}


def patent_of(office: str, **changes) -> Patent:
    """A made-up patent of an office, saved as an import would."""
    number, kind, application = NUMBERS[office]
    stage = Stage.APPLICATION if kind == "A1" else Stage.GRANT
    record = PatentRecord(
        publication=document_id(office, number, kind, GRANTED),
        application=application_id(office, application, FILED),
        right_type=RightType.INVENTION,
        stage=stage,
        format="test",
        titles=(TextIn("en", "A test valve"),),
        parties=(PatentParty(role=PartyRole.ASSIGNEE, name="Test Valves Ltd", country=office),),
        digest=office,
    )
    record = msgspec.structs.replace(record, **changes)
    save_records([record], at=AT)
    patent = find(f"{office}{number}{kind}")
    assert patent is not None
    return patent


def owned(patent: Patent, **facts) -> Patent:
    """Held by one organisation, of which everything is declared complete."""
    organisation = Organisation.objects.order_by("pk").first()
    Interest.objects.create(patent=patent, organisation=organisation, valid_from=GRANTED, basis="test")
    complete = {"grants_complete": True, "encumbrances_complete": True, "public_funding": False}
    Declaration.objects.create(patent=patent, facts={**complete, **facts}, declared_at=timezone.now())
    return patent


def outcomes(patent: Patent) -> dict[str, Outcome]:
    return {row.kind: row.decision.outcome for row in grantable(patent, TODAY)}


@pytest.mark.parametrize("office", NUMBERS)
def test_every_office_answers_every_row_by_its_own_pack(office) -> None:
    rows = grantable(patent_of(office), TODAY)
    assert tuple(row.kind for row in rows) == PANEL_KINDS
    assert {row.decision.pack for row in rows} == {office}
    # Nobody's title is known, so nothing is allowed.
    assert min(row.decision.outcome for row in rows) is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("US", {"ordinary_licence": 0, "exclusive_licence": 0, "assignment": 3, "pledge": 1}),
        ("EP", {"ordinary_licence": 0, "exclusive_licence": 0, "assignment": 0}),
        ("DE", {"ordinary_licence": 0, "exclusive_licence": 0, "assignment": 0, "open_licence_declaration": 1}),
        ("GB", {"ordinary_licence": 0, "exclusive_licence": 0, "assignment": 0, "open_licence_declaration": 1}),
        ("JP", {"ordinary_licence": 0, "exclusive_licence": 1, "assignment": 1, "pledge": 1}),
        ("KR", {"ordinary_licence": 0, "exclusive_licence": 1, "assignment": 1, "pledge": 1}),
    ],
)
def test_an_owned_patent_of_which_all_is_declared(office, expected) -> None:
    states = {"designated_states": ("DE", "FR")} if office == "EP" else {}
    found = outcomes(owned(patent_of(office, **states), fees=[]))
    assert {kind: found[kind] for kind in expected} == expected


def test_a_united_states_term_runs_from_the_chain_and_is_lengthened() -> None:
    parent = Relation(kind=RelationKind.CONTINUATION, document=application_id("US", "14000001", FILED - 3 * YEAR))
    right = right_of(patent_of("US", relations=(parent,), term_extension_days=120), TODAY)
    assert right.term_from == FILED - 3 * YEAR
    assert [(one.kind, one.days) for one in right.term_adjustments] == [("compensation", 120)]


def test_a_chain_with_a_day_missing_leaves_the_term_unknown() -> None:
    parent = Relation(kind=RelationKind.CONTINUATION, document=application_id("US", "14000001", None))
    patent = owned(patent_of("US", relations=(parent,)), fees=[])
    assert (right_of(patent, TODAY).filing, right_of(patent, TODAY).term_from) == (None, None)
    assert outcomes(patent)["ordinary_licence"] is Outcome.INDETERMINATE


def test_a_reissue_has_no_term_of_its_own() -> None:
    right = right_of(patent_of("US", right_type=RightType.REISSUE), TODAY)
    assert (right.right_type, right.filing) == ("invention", None)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("This patent is subject to a terminal disclaimer.", ("声明所涉专利 (reference patent)",)),
        ("Subject to a terminal disclaimer over U.S. Pat. No. 9,876,543.", ("US9876543",)),
    ],
)
def test_a_terminal_disclaimer_printed_on_the_grant_forbids_selling_it_alone(text, references) -> None:
    printed = StatusEvent(office="US", code="DISCLAIMER", published=GRANTED, text=text)
    patent = owned(patent_of("US", events=(printed,)), fees=[])
    assert right_of(patent, TODAY).terminal_disclaimer == references
    rows = {row.kind: row.decision for row in grantable(patent, TODAY)}
    assert rows["assignment"].outcome is Outcome.FORBIDDEN
    assert "R-US-07" in {one.rule for one in rows["assignment"].findings if one.outcome is Outcome.FORBIDDEN}
    assert rows["ordinary_licence"].outcome is Outcome.ALLOWED


def test_no_disclaimer_printed_does_not_show_that_there_is_none() -> None:
    assert right_of(patent_of("US"), TODAY).terminal_disclaimer is None
    declared = owned(patent_of("DE"), secrecy="none")
    assert right_of(declared, TODAY).secrecy == "none"


def test_maintenance_fees_that_nobody_could_yet_owe_are_not_asked_for() -> None:
    assert outcomes(owned(patent_of("US")))["ordinary_licence"] is Outcome.ALLOWED


def test_a_european_application_and_a_granted_patent() -> None:
    application = owned(patent_of("EP", designated_states=("DE", "FR")), fees=[])
    assert right_of(application, TODAY).states == ("DE", "FR")
    assert outcomes(application)["ordinary_licence"] is Outcome.ALLOWED
    Interest.objects.filter(patent=application).delete()
    Declaration.objects.filter(patent=application).delete()
    Patent.objects.filter(pk=application.pk).update(stage="grant")
    granted = owned(Patent.objects.get(pk=application.pk), fees=[])
    rows = {row.kind: row.decision for row in grantable(granted, TODAY)}
    # After grant it is a bundle of national patents: each state's own pack answers.
    assert rows["ordinary_licence"].outcome is Outcome.INDETERMINATE
    assert "R-EP-03" in {one.rule for one in rows["ordinary_licence"].findings}


def test_a_patent_with_unitary_effect_is_judged_as_one() -> None:
    effect = StatusEvent(office="EP", code="U07", published=GRANTED, text="Unitary effect registered")
    patent = patent_of("EP", stage=Stage.GRANT, events=(effect,))
    right = right_of(patent, TODAY)
    assert right.right_type == "unitary_patent"
    assert {"DE", "FR", "IT"} <= set(right.states or ())
    # Who applied, and from where, the document does not show: so the law that governs it is not known.
    assert right.applicants_at_filing is None
    assert {row.decision.pack for row in grantable(patent, TODAY)} == {"UP"}


def test_facts_without_a_calendar_take_the_one_that_was_loaded() -> None:
    RestDay.objects.create(office="CN", day=date(2024, 6, 10), name="端午节")
    patent = Patent.objects.filter(office="CN").order_by("pk").first()
    asked = Facts(right=right_of(patent, TODAY), transaction=Transaction(kind="waiver"), context=Context(as_of=TODAY))
    (calendar,) = with_calendar(asked).context.calendars
    assert calendar.is_rest(date(2024, 6, 10))
    given = msgspec.structs.replace(asked, context=msgspec.structs.replace(asked.context, calendars=(calendar,)))
    assert with_calendar(given) is given
    other = msgspec.structs.replace(asked, right=msgspec.structs.replace(asked.right, office="GB"))
    assert with_calendar(other) is other


FILES = ("uspto/grant-v4-single", "epo", "jp")


@pytest.mark.parametrize("folder", FILES)
def test_patents_of_real_files_are_answered(folder, test_data) -> None:
    """A few real documents of each office: every row has an answer of that office's pack, with reasons."""
    known = set(Patent.objects.values_list("pk", flat=True))
    paths = [path for path in sorted((test_data / folder).rglob("*.xml")) if path.stat().st_size < 2_000_000][:4]
    for path in paths:
        import_file(path=path, actor=SYSTEM)
    patents = Patent.objects.exclude(pk__in=known).order_by("pk")[:20]
    assert patents
    for patent in patents:
        for row in grantable(patent, TODAY):
            assert row.decision.findings
            assert row.decision.outcome >= Outcome.INDETERMINATE
