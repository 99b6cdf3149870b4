"""What people rely on around the sample deals: data room, mandate, dispute, badges, relation, flag, valuation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.market.actions import checks, data_rooms, disputes, flags, mandates, reminders, valuations
from patentfair.apps.market.models import Deal, Listing
from patentfair.apps.market.valuing import CostInput, MoneyInputs, Threefold, Why, record_facts
from patentfair.domain.market.disclosure import Stage
from patentfair.domain.market.terms import DealKind
from patentfair.domain.market.valuation_prefill import prefill
from patentfair.sample.cast import World
from patentfair.sample.deals import (
    agree,
    ask,
    date_back,
    first_that_can,
    free_listings,
    fresh,
    in_years,
    partner_for,
    sign,
    terms_for,
)

__all__ = ["make_troubles", "make_trust"]

ROOM = (
    (Stage.TALKS, "产品简介.txt", "《产品简介（示例）》\n适用工况、主要指标和试用用户的反馈。\n"),
    (Stage.CONFIDENTIAL, "工艺窗口.csv", "参数,下限,上限,单位\n温度,180,210,℃\n压力,0.8,1.2,MPa\n（示例数据）,,,\n"),
    (Stage.AGREED, "技术交付清单.txt", "《技术交付清单（示例）》\n图纸、检验规程、操作手册、培训课件。\n"),
    (Stage.IN_FORCE, "全套工艺文件.txt", "《全套工艺文件（示例）》\n合同生效后交付。\n"),
)
CHECKED = (
    ("qingchuan-university", ("existence", "address")),
    ("liaoyun-heavy", ("existence", "representative", "bank_account")),
    ("moheng-agency", ("existence", "qualification")),
)


def make_trust(world: World) -> None:
    """A data room, a mandate and a valuation around one deal; what centers checked of organisations."""
    _room(world, world.deals["exclusive"])
    _mandate(world, world.deals["exclusive"])
    _value(world, world.deals["exclusive"])
    _check(world)


def make_troubles(world: World) -> None:
    """What a desk is asked to look at: a licence for nothing, a dispute, an inquiry that nobody answered."""
    disputed = first_that_can(_near(world, free_listings()), lambda listing: _for_nothing_and_disputed(world, listing))
    _mediate(world, disputed)
    others = Listing.objects.filter(state="published", deals=None, auctions=None).order_by("-pk")
    waiting = others.select_related("patent", "organisation", "center")
    first_that_can(_near(world, waiting), lambda listing: _unanswered(world, listing))


def _near(world: World, listings: Iterable[Listing]) -> list[Listing]:
    """These listings, those first whose desk a newcomer can sign in at."""
    desks = [center.pk for center in world.staffed]
    return sorted(listings, key=lambda one: desks.index(one.center_id) if one.center_id in desks else len(desks))


def _room(world: World, deal: Deal) -> None:
    """Both have signed to keep secrets; a file of each stage lies there, the grantee has opened two."""
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    agreement = data_rooms.propose_non_disclosure(
        actor=seller, deal=deal, is_mutual=True, until=in_years(world.today, 3)
    )
    for side in (deal.grantor, deal.grantee):
        data_rooms.sign_non_disclosure(
            actor=world.actor_for(side), agreement=agreement, text_hash=agreement.hash, name=world.name_for(side)
        )
    for stage, name, text in ROOM:
        sha256, size = world.file(text)
        file = data_rooms.put_file(actor=seller, deal=deal, name=name, sha256=sha256, size=size, stage=stage.value)
        if stage in (Stage.TALKS, Stage.CONFIDENTIAL):
            data_rooms.open_file(actor=buyer, file=file)


def _mandate(world: World, deal: Deal) -> None:
    agency = world.organisations["moheng-agency"]
    mandate = mandates.give_mandate(
        actor=world.actor_for(deal.grantee),
        deal=deal,
        organisation=agency,
        role="agency",
        what="审阅许可合同，办理许可合同备案，核查专利权稳定性。",
        fee_amount=Decimal(28_000),
        document_sha256=world.evidence,
    )
    mandates.accept_mandate(actor=world.actor_for(agency), mandate=mandate)


def _value(world: World, deal: Deal) -> None:
    """The owner's valuation, shown to the other side; what is not known stays open."""
    facts = record_facts(deal.patent, deal.grantor, world.today)
    told = prefill(facts)
    year = world.today.year
    valuation = valuations.make_valuation(
        actor=world.actor_for(deal.grantor),
        organisation=deal.grantor,
        patent=deal.patent,
        weights={},
        scores={code: Decimal(score) for code, (score, _why) in told.items()}
        | {"legal.scope.breadth": Decimal(7), "economic.market.size": Decimal(6)},
        reasons={code: Why(why.zh, why.en, from_record=True) for code, (_score, why) in told.items()}
        | {
            "legal.scope.breadth": Why("独立权利要求未限定具体材料。", "The independent claim names no material."),
            "economic.market.size": Why("东北地区在用设备约两千台。", "About two thousand machines in the region."),
        },
        money=MoneyInputs(
            costs=(
                CostInput("研发人员费用", Decimal(820_000), year - 4),
                CostInput("样机与试验", Decimal(360_000), year - 3),
            ),
            base=tuple(
                Threefold(Decimal(low), Decimal(likely), Decimal(high))
                for low, likely, high in (
                    (1_000_000, 2_000_000, 3_500_000),
                    (2_000_000, 5_000_000, 8_000_000),
                    (2_500_000, 6_000_000, 11_000_000),
                )
            ),
            rate=Threefold(Decimal(2), Decimal(3), Decimal(4)),
            discount=Threefold(Decimal(10), Decimal(13), Decimal(18)),
            years_left=5,
        ),
        is_sample=True,
    )
    valuations.share_valuation(actor=world.actor_for(deal.grantor), valuation=valuation, shared=True)


def _check(world: World) -> None:
    """Three organisations were checked, each by the center of its province; two of others are related."""
    for key, whats in CHECKED:
        organisation = world.organisations[key]
        for what in whats:
            checks.add_check(
                actor=world.staff_of(_center_of(world, organisation.province)),
                organisation=organisation,
                what=what,
                evidence_name="核验材料（示例）.pdf",
                evidence_sha256=world.evidence,
                valid_until=in_years(world.today, 2),
            )
    checks.add_relation(
        actor=world.staff_of(world.staffed[0]),
        first=world.organisations["xialing-power"],
        second=world.organisations["shuxi-instruments"],
        kind="holds_shares",
        source="示例：公司公开的年度报告",
        start=world.today - timedelta(days=800),
    )


def _center_of(world: World, province: str) -> Center:
    return next(one for one in world.centers.values() if one.province == province and not one.is_national)


def _for_nothing_and_disputed(world: World, listing: Listing) -> Deal:
    """Two ordinary licences of one patent: one for no price, which is flagged, and one that leads to a dispute."""
    firm = partner_for(world, listing.organisation)
    other = partner_for(world, listing.organisation, firm)
    free = terms_for(world, listing, DealKind.ORDINARY, upfront=Decimal(0))
    given = sign(world, agree(world, ask(world, listing, other), free))
    paid = terms_for(world, listing, DealKind.ORDINARY, upfront=Decimal(150_000), notes="许可方提供四周现场指导。")
    deal = sign(world, agree(world, ask(world, listing, firm), paid))
    flags.raise_flags(actor=SYSTEM, about={given.pk})
    return deal


def _mediate(world: World, deal: Deal) -> None:
    """A complaint, its answer, evidence, and a mediation with a settlement on the table."""
    seller, buyer, desk = (
        world.actor_for(deal.grantor),
        world.actor_for(deal.grantee),
        world.staff_of(deal.center),
    )
    complaint = disputes.open_complaint(
        actor=buyer,
        deal=deal,
        about="quality",
        text="许可方只派人到场一周，交付的参数在我方产线上达不到约定的合格率。",
        wanted="补足三周现场指导，或者退还部分入门费。",
    )
    disputes.put_evidence(
        actor=buyer,
        complaint=complaint,
        name="试产记录（示例）.pdf",
        sha256=world.evidence,
        shows="三批试产合格率分别为 81%、84% 和 83%。",
    )
    disputes.answer_complaint(
        actor=seller, complaint=complaint, text="现场指导因贵方停产检修中断，我们愿意在复产后补足，但不同意退费。"
    )
    disputes.begin_mediation(actor=desk, complaint=complaint)
    disputes.write_step(
        actor=desk,
        complaint=complaint,
        text="双方到场，确认产线已经恢复生产，对补足指导没有争议，对费用承担仍有分歧。",
        met_on=world.today,
    )
    disputes.propose_settlement(
        actor=desk,
        complaint=complaint,
        text="一、许可方于三十日内补足三周现场指导，差旅费由双方各担一半。\n二、合格率仍未达到约定的，许可方退还入门费的百分之十五。",
    )


def _unanswered(world: World, listing: Listing) -> Deal:
    """An inquiry four days past its time, which has come to the center."""
    deal = date_back(ask(world, listing, partner_for(world, listing.organisation)), 11)
    reminders.remind_of_answer(actor=SYSTEM, deal=deal, now=timezone.now())
    return fresh(deal)
