"""Who is who: suggested by reckoning, decided by people, taken back without a trace left behind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.journal.models import Entry
from patentfair.apps.registry.actions import save_records
from patentfair.apps.registry.actions.parties import decide_party, withdraw_party_decision
from patentfair.apps.registry.jobs import suggest_parties
from patentfair.apps.registry.models import PartySuggestion
from patentfair.apps.registry.parties import candidates_of, group_of, party_patents, printed_names, profile_of
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.record import (
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
CHINESE, ENGLISH = "岭外潮汐能源有限公司", "LINGWAI TIDAL ENERGY CO., LTD."
OTHER, BRANCH = "岭外潮汐能源股份有限公司", "岭外潮汐能源装备有限公司"


def record(office: str, number: str, application: str, owner: str, *priorities: PriorityClaim) -> PatentRecord:
    return PatentRecord(
        publication=document_id(office, number, "A1" if office != "CN" else "A", date(2020, 1, 2)),
        application=application_id(office, application, date(2018, 1, 2)),
        right_type=RightType.INVENTION,
        stage=Stage.APPLICATION,
        format="test",
        parties=(PatentParty(role=PartyRole.APPLICANT, name=owner, is_organisation=True),),
        priorities=priorities,
        digest=number,
    )


@pytest.fixture
def register(world):
    claim = PriorityClaim(country="CN", number="201810000001.1", date=date(2018, 1, 2))
    records = [
        record("CN", "109000001", "201810000001.1", CHINESE),
        record("EP", "3500009", "19150009.1", ENGLISH, claim),
        record("CN", "109000002", "201810000002.1", OTHER),
        record("CN", "109000003", "201810000003.1", BRANCH),
    ]
    save_records(records, at=AT)
    return world


def keys(*names: str) -> list[str]:
    return [party_key(name) for name in names]


@pytest.fixture
def actor(register):
    from patentfair.apps.centers.models import Post
    from patentfair.apps.centers.queries import actor_of

    return actor_of(Post.objects.select_related("user").first().user, date(2026, 1, 5))


def test_a_family_member_in_another_script_is_suggested_with_its_reason(register) -> None:
    chinese, english = keys(CHINESE, ENGLISH)
    found = dict(candidates_of(chinese))
    assert "same-family" in found[english].reasons


def test_a_subsidiary_is_not_suggested(register) -> None:
    chinese, branch = keys(CHINESE, BRANCH)
    assert branch not in dict(candidates_of(chinese))


def test_the_job_keeps_suggestions_and_comes_to_an_end(register) -> None:
    while suggest_parties():
        pass
    pairs = set(PartySuggestion.objects.values_list("left", "right"))
    assert tuple(sorted(keys(CHINESE, ENGLISH))) in pairs
    assert suggest_parties() == 0


def test_decisions_join_names_and_withdrawing_parts_them(register, actor) -> None:
    chinese, english = keys(CHINESE, ENGLISH)
    decision = decide_party(actor=actor, left=chinese, right=english, same=True, note="营业执照")
    assert group_of(chinese) == group_of(english) == {chinese, english}
    assert len(party_patents(group_of(english))) == 3  # two spellings of the Chinese name have one key
    assert {one.name for one in printed_names(group_of(chinese))} == {CHINESE, ENGLISH, OTHER}
    assert Entry.objects.filter(event="party.decided", object=f"party-decision:{decision.pk}").exists()
    withdraw_party_decision(actor=actor, decision=decision.pk)
    assert group_of(chinese) == {chinese}
    again = decide_party(actor=actor, left=chinese, right=english, same=False)
    assert again.pk != decision.pk


def test_a_decision_that_contradicts_others_is_refused(register, actor) -> None:
    chinese, english, branch = keys(CHINESE, ENGLISH, BRANCH)
    decide_party(actor=actor, left=chinese, right=english, same=True)
    decide_party(actor=actor, left=chinese, right=branch, same=False)
    with pytest.raises(DomainError, match=r"party\.told-apart"):
        decide_party(actor=actor, left=english, right=branch, same=True)
    with pytest.raises(DomainError, match=r"party\.already-decided"):
        decide_party(actor=actor, left=english, right=chinese, same=True)


def test_strangers_decide_nothing(register) -> None:
    chinese, english = keys(CHINESE, ENGLISH)
    with pytest.raises(DomainError):
        decide_party(actor=ANONYMOUS, left=chinese, right=english, same=True)
    assert group_of(chinese) == {chinese}


def test_a_name_that_no_document_prints_is_refused(register, actor) -> None:
    with pytest.raises(DomainError, match=r"party\.unknown-name"):
        decide_party(actor=actor, left=party_key(CHINESE), right="NOBODY AT ALL", same=True)


def test_profiles_hold_what_documents_show(register) -> None:
    assert set(profile_of(party_key(CHINESE)).names) == {CHINESE, OTHER}
