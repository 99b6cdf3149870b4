"""Auctions in words: their states, their rules, amounts to the fen, how long is left."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from patentfair.apps.market.models import Auction
from patentfair.domain.kernel.words import Words

__all__ = [
    "BIDDER_STATES",
    "DEPOSIT_STATES",
    "KINDS",
    "STATES",
    "exact",
    "left",
    "moment",
    "rules_in_words",
    "state_of",
]

KINDS = {
    "sealed": Words("密封报价", "Sealed bids"),
    "open": Words("公开加价", "Open ascending bids"),
}
STATES = {
    "draft": Words("草稿", "Draft"),
    "announced": Words("已公告，尚未开始", "Announced, not begun"),
    "running": Words("竞价中", "Bidding"),
    "counting": Words("出价截止，等待公布结果", "Bidding over, result to be declared"),
    "closed": Words("已有竞得人，待签约", "Won, contract to be signed"),
    "settled": Words("已成交", "Sold"),
    "failed": Words("未成交", "Not sold"),
    "cancelled": Words("已取消", "Cancelled"),
}
BIDDER_STATES = {
    "applied": Words("待审核", "Waiting to be admitted"),
    "admitted": Words("已准入", "Admitted"),
    "refused": Words("未准入", "Not admitted"),
    "fell-away": Words("竞得后未签约", "Won and did not sign"),
}
DEPOSIT_STATES = {
    "none": Words("—", "—"),
    "held": Words("已收", "Held"),
    "returned": Words("已退还", "Returned"),
    "credited": Words("已抵作价款", "Counted towards the price"),
    "forfeited": Words("不予退还", "Forfeited"),
}


def state_of(auction: Auction, now: datetime) -> str:
    """The state with what the clock adds to it: running, or waiting for its result."""
    if auction.state != Auction.State.ANNOUNCED or now < auction.opens_at:
        return auction.state
    return "running" if now < auction.closes_at else "counting"


def exact(amount: Decimal | None, currency: str, language: str) -> str:
    """An amount to its last fen: in an auction nothing is rounded."""
    if amount is None:
        return ""
    figures = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"{figures} 元" if language == "zh" and currency == "CNY" else f"{currency} {figures}"


def moment(value: datetime) -> str:
    """A time of day in China."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")


def left(until: datetime, now: datetime, language: str) -> str:
    """How long is left, in the two largest units."""
    seconds = max(0, int((until - now) / timedelta(seconds=1)))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    units = (
        (days, Words("天", "day")),
        (hours, Words("小时", "hour")),
        (minutes, Words("分", "minute")),
        (seconds, Words("秒", "second")),
    )
    first = next((i for i, (count, _unit) in enumerate(units) if count), 3)
    shown = units[first : first + 2]
    if language == "zh":
        return "".join(f"{count} {unit.zh}" for count, unit in shown)
    return " ".join(f"{count} {unit.en}{'' if count == 1 else 's'}" for count, unit in shown)


def rules_in_words(auction: Auction, language: str) -> list[str]:
    """The conditions as sentences, in the order in which a bidder meets them."""
    return [words.of(language) for words in _rules(auction, language)]


def _rules(auction: Auction, language: str) -> list[Words]:
    start = exact(auction.starting_price, auction.currency, language)
    step = exact(auction.increment, auction.currency, language)
    rules = [
        Words(
            "经审核准入的单位方可出价；出价由有签署权限的人作出，一经提交即有约束力。",
            "Only admitted organisations bid. A bid is made by someone with the power to sign, and binds once sent.",
        )
    ]
    if auction.deposit:
        deposit = exact(auction.deposit, auction.currency, language)
        rules.append(
            Words(
                f"保证金{deposit}，交至审核方；平台不经手资金，只记录收取、退还、抵扣和不予退还。",
                f"A deposit of {deposit} goes to whoever admits the bidders. No money passes through the platform; it "
                "records what was held, returned, credited or forfeited.",
            )
        )
    if auction.kind == Auction.Kind.SEALED:
        rules += [
            Words(
                f"报价不低于起始价{start}。每个竞买人一份报价，截止前可以更换，以最后一份为准；更换报价的，报价时间重新计算。",
                f"A bid is at least the starting price of {start}. Each bidder has one bid and may replace it before "
                "the close; whoever replaces a bid queues again.",
            ),
            Words(
                "截止前任何人都看不到报价，包括出让方、中心和竞买人自己的同事；日志自提交之时存有报价的加盐哈希值，截止后公布盐值供核对。",
                "Nobody reads a bid before the close: not the seller, not the center, not the bidder's own colleagues. "
                "The journal holds its salted hash from the moment it is sent; the salt is published after the close.",
            ),
        ]
    else:
        latest = moment(auction.latest_close)
        rules += [
            Words(
                f"首次出价不低于起始价{start}，以后每次至少加价{step}；领先者不能再对自己加价。",
                f"The first bid is at least the starting price of {start}, every later one at least {step} higher. The "
                "leader cannot bid against itself.",
            ),
        ]
        if auction.extend_within_minutes and auction.extension_minutes:
            rules.append(
                Words(
                    f"结束前{auction.extend_within_minutes}分钟内有出价的，结束时间顺延{auction.extension_minutes}分钟，"
                    f"最晚至{latest}。",
                    f"A bid in the last {auction.extend_within_minutes} minutes moves the close by "
                    f"{auction.extension_minutes} minutes, at the latest to {latest}.",
                )
            )
    rules += [
        Words(
            "最高价且不低于保留价的竞得，价格即其报价；报价相同的，先报者优先。保留价在公布结果时公开。",
            "The highest bid that is not below the reserve wins at its own price; among equals the one made first. The "
            "reserve is published with the result.",
        ),
        Words(
            "竞得后即按公告条款形成交易，成交价为入门费或者转让价款，条款不再协商；同意、签署、备案或者登记与其他交易相同。",
            "The winner gets a deal on the announced terms with its price as the upfront fee or purchase price. "
            "Nothing is negotiated; consents, signatures, recordal or registration go the way of every deal.",
        ),
        Words(
            "竞得人拒绝签署，或者自交易开立之日起三十日内具备签署条件而未签署的，视为放弃，已交的保证金不予退还；"
            "出让方可以按次高报价向下一顺位竞买人出让。其他竞买人的保证金退还，竞得人的保证金在合同生效后抵作价款。",
            "A winner that declines, or could sign within thirty days of the opening of the deal and does not, falls "
            "away and forfeits its deposit; the seller may offer the deal to the next in rank at that bidder's own "
            "bid. Other deposits go back; the winner's counts towards the price once the contract is in force.",
        ),
    ]
    return rules
