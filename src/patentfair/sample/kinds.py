"""A deal of each kind, each at a stage that tells something of the kind."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import msgspec

from patentfair.apps.market.actions import changes, signing
from patentfair.apps.market.models import Deal, Listing
from patentfair.domain.market.terms import Condition, DealKind, Milestone, Tier
from patentfair.sample.cast import World
from patentfair.sample.deals import (
    agree,
    ask,
    first_that_can,
    free_listings,
    fresh,
    in_years,
    offer,
    partner_for,
    record_filing,
    sign,
    terms_for,
)

__all__ = ["make_a_deal_of_each_kind"]

BOARD, HANDOVER = "被许可方董事会批准本合同", "许可方交付全套工艺文件并经被许可方签收"


def make_a_deal_of_each_kind(world: World) -> None:
    """Deals of all kinds on different patents, kept in `world.deals` by kind."""
    for kind, make in (
        ("exclusive", _exclusive),
        ("sole", _sole),
        ("use_first", _use_first),
        ("pilot", _pilot),
        ("joint_development", _joint_development),
        ("pool", _pool),
        ("sub_licence", _sub_licence),
        ("pledge", _pledge),
        ("assignment", _assignment),
    ):
        world.deals[kind] = first_that_can(free_listings(), lambda listing, make=make: make(world, listing))  # type: ignore[misc]
    world.deals["bundle"] = _bundle(world)


def _exclusive(world: World, listing: Listing) -> Deal:
    """Signed; one of two conditions is met, so the licence does not run yet."""
    firm = partner_for(world, listing.organisation)
    terms = terms_for(
        world,
        listing,
        DealKind.EXCLUSIVE,
        territory=("CN-LN", "CN-JL", "CN-HL"),
        upfront=Decimal(300_000),
        tiers=(Tier(Decimal(5_000_000), Decimal(4)), Tier(Decimal(20_000_000), Decimal(3)), Tier(None, Decimal(2))),
        royalty_base="许可产品净销售额",
        minimum_yearly=Decimal(60_000),
        royalty_cap=Decimal(3_000_000),
        statement_months=6,
        milestones=(
            Milestone("中试线连续运行七十二小时", Decimal(150_000), world.today + timedelta(days=240)),
            Milestone("首台套产品通过用户验收", Decimal(250_000)),
        ),
        conditions=(
            Condition(BOARD, world.today + timedelta(days=45)),
            Condition(HANDOVER, world.today + timedelta(days=60)),
        ),
        notes="许可地域为东北三省；许可方派两名工程师驻厂指导四周。",
    )
    deal = sign(world, agree(world, ask(world, listing, firm, DealKind.EXCLUSIVE), terms))
    signing.meet_condition(
        actor=world.actor_for(firm), deal=deal, name=BOARD, met_on=world.today, evidence_sha256=world.evidence
    )
    return fresh(deal)


def _sole(world: World, listing: Listing) -> Deal:
    """In force; the licensee has proposed to amend it."""
    firm = partner_for(world, listing.organisation)
    terms = terms_for(
        world, listing, DealKind.SOLE, royalty_percent=Decimal("2.5"), royalty_base="净销售额", territory=("CN-ZJ",)
    )
    deal = sign(world, agree(world, ask(world, listing, firm, DealKind.SOLE), terms))
    changes.propose_amendment(
        actor=world.actor_for(firm),
        deal=deal,
        terms=msgspec.structs.replace(
            terms, territory=("CN-ZJ", "CN-JS"), upfront=Decimal(260_000), end=in_years(world.today, 6)
        ),
        reason="江苏工厂将于明年投产，希望把许可地域扩大到江苏，期限延长一年，入门费相应提高。",
        name=world.name_for(firm),
    )
    return fresh(deal)


def _use_first(world: World, listing: Listing) -> Deal:
    """In force and free for half a year."""
    firm = partner_for(world, listing.organisation)
    terms = terms_for(
        world,
        listing,
        DealKind.USE_FIRST,
        free_until=world.today + timedelta(days=180),
        upfront=Decimal(0),
        royalty_percent=Decimal(3),
        royalty_base="净销售额",
        notes="免费使用期内被许可方按月提供试产数据。",
    )
    return sign(world, agree(world, ask(world, listing, firm, DealKind.USE_FIRST), terms))


def _pilot(world: World, listing: Listing) -> Deal:
    """In force on trial; the licence may still be chosen."""
    firm = partner_for(world, listing.organisation)
    terms = terms_for(
        world,
        listing,
        DealKind.PILOT,
        grants=DealKind.SOLE,
        pilot_until=world.today + timedelta(days=120),
        pilot_fee=Decimal(30_000),
        upfront=Decimal(220_000),
        royalty_percent=Decimal(2),
        royalty_base="净销售额",
    )
    return sign(world, agree(world, ask(world, listing, firm, DealKind.PILOT), terms))


def _joint_development(world: World, listing: Listing) -> Deal:
    """Signed by one side; the other is awaited."""
    firm = partner_for(world, listing.organisation)
    terms = terms_for(
        world,
        listing,
        DealKind.JOINT_DEVELOPMENT,
        upfront=Decimal(0),
        contributions="许可方提供背景专利、样机和三名研发人员；合作方提供试验产线、材料和开发经费八十万元。",
        results="合作中完成的发明创造归双方共有，各占百分之五十；任何一方对外许可须经对方书面同意。",
        milestones=(Milestone("完成样机联调", Decimal(200_000), world.today + timedelta(days=150)),),
    )
    text = "我们有试验产线，想在这件专利的基础上共同开发适合高寒地区的型号。"
    deal = agree(world, ask(world, listing, firm, DealKind.JOINT_DEVELOPMENT, text), terms)
    return sign(world, deal, only_grantor=True)


def _pool(world: World, listing: Listing) -> Deal:
    """Contributed to a pool and recorded."""
    owner, administrator = listing.organisation, world.organisations["zhuying-agency"]
    text = "拟将本专利纳入贵方管理的专利池，对外统一许可。"
    deal = offer(world, listing.patent, owner, administrator, DealKind.POOL, text)
    terms = terms_for(
        world,
        listing,
        DealKind.POOL,
        upfront=Decimal(0),
        royalty_percent=Decimal("0.8"),
        royalty_base="专利池许可收入",
        notes="管理人按季度分配许可收入，管理费不超过百分之十。",
    )
    deal = sign(world, agree(world, deal, terms, "同意入池，入池评估已经完成。"))
    return record_filing(world, deal, "示例备案-0002")


def _sub_licence(world: World, listing: Listing) -> Deal:
    """In force, under a licence that allows it."""
    firm = partner_for(world, listing.organisation)
    below = partner_for(world, listing.organisation, firm)
    head = terms_for(world, listing, DealKind.ORDINARY, sublicensable=True, upfront=Decimal(180_000))
    sign(world, agree(world, ask(world, listing, firm), head))
    text = "我们取得了该专利的普通许可并有权分许可，可授权贵方为我们配套生产。"
    deal = offer(world, listing.patent, firm, below, DealKind.SUB_LICENCE, text)
    terms = terms_for(
        world,
        listing,
        DealKind.SUB_LICENCE,
        end=in_years(world.today, 3),
        upfront=Decimal(60_000),
        acts=("make", "sell"),
    )
    return sign(world, agree(world, deal, terms, "愿意配套生产，请提供图纸和质量标准。"))


def _pledge(world: World, listing: Listing) -> Deal:
    """Given to the bank and registered."""
    owner, bank = listing.organisation, world.organisations["hengdu-bank"]
    text = "拟以本专利出质，申请流动资金贷款一百五十万元，期限两年。"
    deal = offer(world, listing.patent, owner, bank, DealKind.PLEDGE, text)
    terms = terms_for(
        world,
        listing,
        DealKind.PLEDGE,
        end=None,
        upfront=Decimal(0),
        secured_amount=Decimal(1_500_000),
        debt_from=world.today,
        debt_until=in_years(world.today, 2),
        debtor=owner.name_zh,
    )
    deal = sign(world, agree(world, deal, terms, "材料齐全，评估价值覆盖贷款本息，可以受理。"))
    return record_filing(world, deal, "示例质押登记-0001")


def _assignment(world: World, listing: Listing) -> Deal:
    """Signed by both; title passes when the office has registered it."""
    firm = partner_for(world, listing.organisation)
    text = "该专利与我们的主产品直接相关，希望整体受让。"
    deal = ask(world, listing, firm, DealKind.ASSIGNMENT, text)
    terms = terms_for(world, listing, DealKind.ASSIGNMENT, end=None, upfront=Decimal(680_000))
    return sign(world, agree(world, deal, terms, first_refusal="waived"))


def _bundle(world: World) -> Deal:
    """Two patents of one owner in one licence, agreed and not yet signed; of the owners the one with the fewest."""
    by_owner: defaultdict[int, list[Listing]] = defaultdict(list)
    for listing in free_listings():
        by_owner[listing.organisation_id].append(listing)
    pairs = sorted((own for own in by_owner.values() if len(own) > 1), key=len)
    second_of = {own[0].pk: own[1] for own in pairs}

    def make(listing: Listing) -> Deal:
        firm = partner_for(world, listing.organisation)
        terms = terms_for(
            world,
            listing,
            DealKind.BUNDLE,
            patents=(listing.patent.key, second_of[listing.pk].patent.key),
            upfront=Decimal(360_000),
            know_how="两件专利对应的工艺参数表、检验规程和操作手册。",
            software="配套控制程序一套，含源代码和使用说明。",
        )
        return agree(world, ask(world, listing, firm, DealKind.BUNDLE), terms)

    return first_that_can((own[0] for own in pairs), make)
