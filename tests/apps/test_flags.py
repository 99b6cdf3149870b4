"""Flags: raised once, for staff alone, decided by those whom the deal does not concern, and never in anybody's way."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, fetch, visible
from patentfair.apps.accounts.models import Membership, Office, Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.access import FLAGS
from patentfair.apps.market.actions.flags import decide_flag, raise_flags
from patentfair.apps.market.models import Acceptance, Deal, DealFlag, Relation, TermSheet
from patentfair.apps.market.trust_jobs import flag_deals
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused, Stale
from patentfair.domain.market.terms import DealKind, Terms, terms_hash

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def center(world) -> Center:
    Deal.objects.update(agreed_sheet=None)
    DealFlag.objects.all().delete()
    return Center.objects.filter(is_national=False).order_by("pk").first()


def firm(number: int) -> Organisation:
    name = f"{'甲乙丙丁戊己'[number]}核查单位"
    made, _ = Organisation.objects.get_or_create(
        key=f"flagged-{number}",
        defaults={"name_zh": name, "kind": "company", "province": "11", "created_at": timezone.now()},
    )
    return made


def patent(number: int = 0) -> Patent:
    return Patent.objects.order_by("pk")[number]


def agreed(center, grantor, grantee, *, of=None, on=None, kind=DealKind.ORDINARY, state="in_force", **changes) -> Deal:
    """A deal as it stands in the tables once it was agreed."""
    about, day = of or patent(), on or timezone.localdate()
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    changes.setdefault("upfront", Decimal(50_000))
    terms = Terms(kind=kind, patents=(about.key,), start=day, **changes)
    deal = Deal.objects.create(
        patent=about, grantor=grantor, grantee=grantee, center=center, kind=kind.value, state=state, opened_at=moment,
        answer_due=moment + 7 * DAY, answered_at=moment, in_force_at=moment if state != "agreed" else None,
    )  # fmt: skip
    sheet = TermSheet.objects.create(
        deal=deal, number=1, terms=canonical_json(terms).decode(), hash=terms_hash(terms), side="grantor", at=moment
    )
    Acceptance.objects.create(sheet=sheet, side="grantee", at=moment)
    Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet)
    return deal


def codes(deal: Deal) -> set[str]:
    return set(deal.flags.values_list("code", flat=True))


def look(*deals: Deal) -> int:
    return raise_flags(actor=SYSTEM, about={deal.pk for deal in deals})


def test_an_ordinary_deal_raises_nothing(center) -> None:
    assert look(agreed(center, firm(0), firm(1))) == 0


def test_a_grant_for_nothing_is_flagged_once(center) -> None:
    deal = agreed(center, firm(0), firm(1), upfront=Decimal(0))
    assert look(deal) == 1
    assert codes(deal) == {"zero_price"}
    assert look(deal) == 0
    deal.refresh_from_db()
    assert deal.state == "in_force"  # nothing is stopped


def test_title_that_comes_back_is_flagged_whoever_recorded_it(center) -> None:
    sides = [firm(0), firm(1), firm(2), firm(0)]
    sales = [
        agreed(center, giver, taker, kind=DealKind.ASSIGNMENT, on=date(2026, 1, 10) + 30 * n * DAY)
        for n, (giver, taker) in enumerate(pairwise(sides))
    ]
    assert look(sales[0]) == 1
    flag = DealFlag.objects.get()
    assert (flag.code, flag.deal_id) == ("circular", sales[2].pk)  # with the newest of them
    assert "{organisation:" in flag.facts["why"]["zh"]
    assert look(*sales) == 0


def test_sides_that_are_not_strangers(center, world) -> None:
    deal = agreed(center, firm(0), firm(1))
    user = world.make_user("both")
    for side in (firm(0), firm(1)):
        Membership.objects.create(user=user, organisation=side, role="agent")
    assert look(deal) == 1
    assert codes(deal) == {"shared_people"}
    Relation.objects.create(
        first=firm(0), second=firm(1), kind="holds_shares", source="register", entered_at=timezone.now()
    )
    assert look(deal) == 1
    assert codes(deal) == {"shared_people", "related_parties"}
    Relation.objects.create(
        first=firm(0), second=firm(1), kind="controls", source="register", entered_at=timezone.now()
    )
    look(deal)
    assert "same_group" in codes(deal)


def test_a_relation_that_had_ended_counts_for_nothing(center) -> None:
    deal = agreed(center, firm(0), firm(1))
    yesterday = timezone.localdate() - DAY
    Relation.objects.create(
        first=firm(0), second=firm(1), kind="holds_shares", source="register", end=yesterday, entered_at=timezone.now()
    )
    assert look(deal) == 0


def test_split_deals_are_one_flag_that_grows(center) -> None:
    today = timezone.localdate()
    small = [
        agreed(center, firm(0), firm(1), of=patent(), on=today - n * DAY, upfront=Decimal(400_000)) for n in range(3)
    ]
    assert look(small[0]) == 1
    first = DealFlag.objects.get(code="splitting")
    assert first.facts["facts"]["total"] == "1200000"
    more = agreed(center, firm(0), firm(1), of=patent(), on=today, upfront=Decimal(400_000))
    assert look(more) == 1
    grown = DealFlag.objects.get(code="splitting")
    assert grown.pk == first.pk
    assert grown.facts["facts"]["total"] == "1600000"


def test_the_job_follows_the_journal_and_looks_at_all_once_a_day(center) -> None:
    deal = agreed(center, firm(0), firm(1), upfront=Decimal(0))
    seal()
    assert flag_deals() == 1
    assert flag_deals() == 0
    late = agreed(center, firm(2), firm(3), upfront=Decimal(0))
    while flag_deals():
        pass
    assert not late.flags.exists()  # the journal has no news of it, and today's round is over
    assert deal.flags.count() == 1


def staff(world, center, name: str):
    user = world.make_user(name)
    user.posts.create(center=center, role="staff")
    return actor_of(user, timezone.localdate())


def test_staff_decide_unless_it_concerns_them(center, world) -> None:
    deal = agreed(center, firm(0), firm(1), upfront=Decimal(0))
    look(deal)
    flag = DealFlag.objects.get()
    here, elsewhere = staff(world, center, "here"), staff(world, Center.objects.exclude(pk=center.pk).first(), "there")
    concerned_user = world.make_user("concerned")
    concerned_user.posts.create(center=center, role="head")
    Membership.objects.create(user=concerned_user, organisation=firm(1), role="member")
    concerned = actor_of(concerned_user, timezone.localdate())
    side_user = world.make_user("side")
    Membership.objects.create(user=side_user, organisation=firm(0), role="owner")
    side = actor_of(side_user, timezone.localdate())
    national = world.make_user("national")
    Office.objects.create(user=national, kind="national_admin")
    administrator = actor_of(national, timezone.localdate())
    for actor in (elsewhere, concerned, side, administrator):
        with pytest.raises(NotFound):
            fetch(DealFlag.objects.all(), FLAGS, "read", actor, pk=flag.pk)
        with pytest.raises(Refused):
            decide_flag(actor=actor, flag=flag, upheld=True, note="no")
    assert visible(DealFlag.objects.all(), FLAGS, "count", administrator).count() == 1
    assert not visible(DealFlag.objects.all(), FLAGS, "count", side).exists()
    with pytest.raises(Invalid):
        decide_flag(actor=here, flag=flag, upheld=False, note="  ")
    decide_flag(actor=here, flag=flag, upheld=False, note="母公司内部安排，已核对文件。")
    flag.refresh_from_db()
    assert (flag.state, flag.decided_by_id) == ("explained", here.user_id)
    with pytest.raises(Stale):
        decide_flag(actor=here, flag=flag, upheld=True, note="again")
    assert look(deal) == 0  # what was explained is not raised again


def test_the_sides_read_nothing_of_it_in_the_journal_of_their_deal(center) -> None:
    deal = agreed(center, firm(0), firm(1), upfront=Decimal(0))
    look(deal)
    entry = Entry.objects.filter(event="deal.flagged").last()
    assert entry.object == f"flag:{DealFlag.objects.get().pk}"
    assert not Entry.objects.filter(object=f"deal:{deal.pk}", event__startswith="deal.flag").exists()
