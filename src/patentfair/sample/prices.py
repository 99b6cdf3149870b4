"""How prices come about and are paid in the sample world: licences to compare with, notices, auctions, money."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.actions import auctions, bids, changes, money, price_notices, sharing
from patentfair.apps.market.dues import owed_periods
from patentfair.apps.market.models import Auction, Bid, Bidder, BookEntry, Deal, IncomeShare, Invoice, Listing
from patentfair.apps.market.prices import quarter_of
from patentfair.apps.registry.queries import record_of
from patentfair.domain.market.price_notice import earliest_end
from patentfair.domain.market.sharing import Plan
from patentfair.domain.market.terms import DealKind, Milestone, Tier
from patentfair.domain.patents.record import PartyRole
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
    record_filing,
    sign,
    terms_for,
)

__all__ = ["make_prices"]

COMPARED = 12
DAY = timedelta(days=1)


def make_prices(world: World) -> None:
    """Twelve licences of one field, a university's notice of a price and its income, two auctions."""
    _comparables(world)
    first_that_can(_of_universities(), lambda listing: _notice(world, listing))
    world.deals["income"] = first_that_can(_of_universities(), lambda listing: _licence_of_this_year(world, listing))
    _pay(world, world.deals["income"])
    first_that_can(free_listings(), lambda listing: _open_auction(world, listing))
    first_that_can(free_listings(), lambda listing: _sealed_auction(world, listing))


def _comparables(world: World) -> None:
    """Ordinary licences of one field that came into force before this quarter; nobody holds more than a third."""
    by_field: defaultdict[int | None, dict[int, Listing]] = defaultdict(dict)
    for listing in free_listings():
        by_field[listing.patent.field].setdefault(listing.organisation_id, listing)
    by_field.pop(None, None)
    chosen = list(max(by_field.values(), key=len).values())[:4]
    firms = [one for one in world.firms if one.pk not in {listing.organisation_id for listing in chosen}]
    until = quarter_of(world.today)
    for number in range(COMPARED):
        listing, firm = chosen[number % len(chosen)], firms[-1 - number]
        started = until - (20 + 12 * number) * DAY
        terms = terms_for(
            world,
            listing,
            DealKind.ORDINARY,
            start=started,
            end=in_years(started, 5),
            upfront=Decimal(60_000 + 15_000 * (number * 5 % COMPARED)),
            royalty_percent=Decimal((2, 3, 4)[number % 3]) - Decimal("0.5"),
            royalty_base="净销售额",
        )
        deal = sign(world, agree(world, ask(world, listing, firm), terms))
        deal = date_back(deal, (world.today - started).days)
        if number % 3:
            deal = record_filing(world, deal, f"示例备案-{number + 11:04}", 25 * DAY)
        world.deals[f"compared-{number}"] = deal
    late = world.deals["compared-0"]
    changes.terminate(
        actor=world.actor_for(late.grantor),
        deal=fresh(late),
        ground="non_payment",
        reason="入门费逾期两个月未付，经两次书面催告仍未支付。",
        evidence_sha256=world.evidence,
    )


def _of_universities() -> list[Listing]:
    """Universities' inventions on offer that nobody has asked about, the one a newcomer can sign in for first."""
    found = Listing.objects.filter(
        state="published",
        deals=None,
        organisation__kind="university",
        patent__right_type="invention",
        patent__encumbrances=None,
        patent__grants=None,
    ).select_related("patent", "organisation", "center")
    return sorted(found.order_by("-pk"), key=lambda one: one.organisation.key != "qingchuan-university")


def _notice(world: World, listing: Listing) -> None:
    """The price of a licence is agreed and on public notice; someone has objected."""
    terms = terms_for(world, listing, DealKind.ORDINARY, upfront=Decimal(320_000))
    deal = agree(world, ask(world, listing, partner_for(world, listing.organisation)), terms)
    today = timezone.localdate()
    notice = price_notices.publish_notice(
        actor=world.actor_for(deal.grantor),
        deal=deal,
        start=today,
        end=earliest_end(today),
        contact="示例大学技术转移中心 000-00000000",
        result_zh=listing.patent.title_in("zh"),
        result_en=listing.patent.title_in("en"),
        is_sample=True,
    )
    price_notices.object_to_notice(
        actor=ANONYMOUS,
        notice=notice,
        name="示例异议人",
        contact="objector@sample.invalid",
        text="同类成果去年以挂牌方式成交，价格明显高于本次协议价，请说明定价依据。",
    )


def _licence_of_this_year(world: World, listing: Listing) -> Deal:
    """A university's sole licence at a listed price, in force for half a year and recorded.

    A sole one, for of the ordinary ones a single deal of another field would hold the band of the field back.
    """
    started = world.today - 185 * DAY
    terms = terms_for(
        world,
        listing,
        DealKind.SOLE,
        start=started,
        end=in_years(started, 5),
        tiers=(Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal(2))),
        royalty_base="许可产品净销售额",
        minimum_yearly=Decimal(20_000),
        statement_months=3,
        payment_days=60,
        milestones=(Milestone("中试线投产", Decimal(80_000)),),
    )
    asked = ask(world, listing, partner_for(world, listing.organisation), DealKind.SOLE)
    deal = sign(world, agree(world, asked, terms, price_method="listing"))
    return record_filing(world, date_back(deal, 185), "示例备案-0003", 30 * DAY)


def _pay(world: World, deal: Deal) -> None:
    """Income shared by a plan; two statements, one accepted; invoices; a payment confirmed and one stated."""
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    inventors = [one.name for one in record_of(deal.patent).parties if one.role is PartyRole.INVENTOR]
    each = tuple((name, Fraction(1, len(inventors))) for name in inventors)
    sharing.set_sharing_plan(
        actor=seller,
        deal=deal,
        plan=Plan(Fraction(7, 10), Fraction(1, 10), Fraction(2, 10), each),
        basis="示例大学科技成果转化收益分配办法",
        evidence_sha256=world.evidence,
    )
    started = timezone.localdate(deal.in_force_at)
    (upfront,) = money.issue_invoices(actor=seller, deal=fresh(deal))
    _issued_on(upfront, started + 5 * DAY)
    _state_payment(world, upfront, upfront.amount, started + 40 * DAY)
    payment = upfront.payments.get()
    payment.invoice = _read(upfront)
    money.confirm_payment(actor=seller, payment=payment, costs=(("专利代理和评估费用", Decimal(16_000)),))
    share = IncomeShare.objects.filter(payment=payment, beneficiary="inventor").order_by("pk").first()
    if share is not None:
        share = IncomeShare.objects.select_related("payment__invoice__deal").get(pk=share.pk)
        sharing.mark_share_paid(actor=seller, share=share, paid_on=started + 60 * DAY)
    for base in (Decimal(860_000), Decimal(1_240_000)):
        period = owed_periods(fresh(deal), timezone.localdate())[0]
        statement = money.state_sales(
            actor=buyer, deal=fresh(deal), period=period, base=base, evidence_sha256=world.evidence
        )
        if base < 1_000_000:
            statement.deal = fresh(deal)
            (royalty,) = money.accept_statement(actor=seller, statement=statement)
            _issued_on(royalty, period.end + 8 * DAY)
            _state_payment(world, royalty, royalty.amount, world.today - 2 * DAY)
    changes.reach_milestone(
        actor=buyer,
        deal=fresh(deal),
        name="中试线投产",
        reached_on=world.today - 12 * DAY,
        evidence_sha256=world.evidence,
    )
    money.issue_invoices(actor=seller, deal=fresh(deal))


def _read(invoice: Invoice) -> Invoice:
    return Invoice.objects.select_related("deal", "creditor", "debtor").get(pk=invoice.pk)


def _issued_on(invoice: Invoice, day: date) -> None:
    """The invoice and its entry in the books as of the day on which the sum came up."""
    Invoice.objects.filter(pk=invoice.pk).update(issued_on=day)
    BookEntry.objects.filter(deal=invoice.deal_id, reference=f"invoice:{invoice.pk}").update(on=day)


def _state_payment(world: World, invoice: Invoice, amount: Decimal, paid_on: date) -> None:
    money.state_payment(
        actor=world.actor_for(invoice.debtor),
        invoice=_read(invoice),
        amount=amount,
        paid_on=paid_on,
        evidence_name="银行回单（示例）.pdf",
        evidence_sha256=world.evidence,
    )


def _open_auction(world: World, listing: Listing) -> Auction:
    """Running since two days, with two who bid against each other."""
    auction = _announced(world, listing, "open", "价高者得；竞得后三十日内签约，逾期不签的，保证金不予退还。")
    one, other = _admitted(world, auction, 2)
    for firm, amount in ((one, 50_000), (other, 55_000), (one, 62_000)):
        _bid(world, auction, firm, amount)
    now = timezone.now()
    _spread(auction, now - 2 * DAY, now + 5 * DAY)
    return auction


def _sealed_auction(world: World, listing: Listing) -> Auction:
    """Over since two days; the deal of the winner waits for its signatures."""
    auction = _announced(world, listing, "sealed", "每人一次报价，截止前可以更换；最高且不低于保留价者竞得。")
    for firm, amount in zip(_admitted(world, auction, 3), (88_000, 126_000, 101_500), strict=True):
        _bid(world, auction, firm, amount)
    now = timezone.now()
    _spread(auction, now - 9 * DAY, now - 2 * DAY)
    auction = _current(auction)
    auctions.close_auction(actor=SYSTEM, auction=auction, now=now)
    auctions.open_winners_deal(actor=SYSTEM, auction=_current(auction))
    return auction


def _announced(world: World, listing: Listing, kind: str, rules: str) -> Auction:
    """An auction of an exclusive licence whose bidding has begun."""
    seller, now = world.actor_for(listing.organisation), timezone.now()
    terms = terms_for(
        world, listing, DealKind.EXCLUSIVE, royalty_percent=Decimal(2), royalty_base="净销售额", upfront=Decimal(0)
    )
    auction = auctions.draft_auction(
        actor=seller,
        listing=listing,
        is_sample=True,
        kind=kind,
        terms=terms,
        starting_price=Decimal(50_000),
        reserve=Decimal(60_000),
        increment=Decimal(5_000),
        deposit=Decimal(10_000),
        opens_at=now + DAY,
        closes_at=now + 8 * DAY,
        latest_close=now + 9 * DAY,
        extend_within_minutes=5,
        extension_minutes=5,
        rules=rules,
    )
    auctions.announce_auction(actor=seller, auction=auction)
    Auction.objects.filter(pk=auction.pk).update(opens_at=timezone.now())
    return _current(auction)


def _current(auction: Auction) -> Auction:
    return Auction.objects.select_related("listing__organisation", "listing__patent", "center", "winner", "deal").get(
        pk=auction.pk
    )


def _admitted(world: World, auction: Auction, count: int) -> list[Organisation]:
    firms = [partner_for(world, auction.listing.organisation, nth=number) for number in range(count)]
    desk = world.staff_of(auction.center)
    for firm in firms:
        bidder = bids.apply_to_bid(
            actor=world.actor_for(firm), auction=auction, organisation=firm, evidence_sha256=world.evidence
        )
        bids.decide_bidder(actor=desk, bidder=bidder, admitted=True)
    return firms


def _bid(world: World, auction: Auction, firm: Organisation, amount: int) -> None:
    bids.place_bid(actor=world.actor_for(firm), auction=_current(auction), organisation=firm, amount=Decimal(amount))


def _spread(auction: Auction, opens: datetime, closes: datetime) -> None:
    """The auction as if it had opened and would close, or had closed, then; its bids a few hours after it opened."""
    latest = closes if auction.kind == Auction.Kind.SEALED else closes + DAY
    before = opens - 3 * DAY
    Auction.objects.filter(pk=auction.pk).update(
        announced_at=before, opens_at=opens, closes_at=closes, latest_close=latest
    )
    Bidder.objects.filter(auction=auction).update(applied_at=before + DAY, decided_at=before + 2 * DAY)
    shift = timezone.now() - opens - timedelta(hours=6)
    Bid.objects.filter(auction=auction).update(at=F("at") - shift)
