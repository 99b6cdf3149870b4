"""Experience in the sample world: five reports, two of them of failures, and two centers that took one up."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.actions import join
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.actions import give_post
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.experience.actions import adoptions, reports
from patentfair.apps.experience.models import Report
from patentfair.apps.market.models import Deal
from patentfair.sample.cast import World, email_of

__all__ = ["make_experience"]

_NEXT_TIME = {
    "先确认付款节点再谈比例，少改两轮。": "Settle the days of payment before the rates: two rounds fewer.",
    "首次答复就附上试验数据和还缺什么，不要等对方问。": "Send the test data and what is missing with the first answer.",
}
_CLINIC_DAY: dict[str, Any] = {
    "texts": {
        "title": "每周一次的联合门诊：把问题解决在合同签署之前",
        "tried": "中心与律师、专利代理师志愿者约定每周三下午坐诊，企业带着合同草稿来，三人同桌看一个半小时。",
        "took": "每次一名工作人员、一名律师、一名代理师，准备时间约一小时。开办用了三周，"
        "主要花在约定利益冲突回避规则上。",
        "worked": "三个月看了二十六份合同，其中九份发现权属或者年费问题，都在签署前补正。",
        "failed": "头两周没有预约制，来访者等了两个小时，有人离开后没有再来。",
        "next_time": "一开始就预约，每份合同先在线提交；回避规则写成一页纸，当场签。",
    },
    "translation": {
        "title": "A weekly joint clinic: settling questions before the contract is signed",
        "tried": "Every Wednesday afternoon a lawyer, a patent attorney and a member of staff read one draft "
        "contract with "
        "its firm for ninety minutes.",
        "took": "Three people a session and an hour's preparation. Starting took three weeks, most of it for "
        "the rule on "
        "conflicts of interest.",
        "worked": "Twenty-six contracts in three months; in nine, questions of title or unpaid fees were found "
        "and cured "
        "before signing.",
        "failed": "Without appointments in the first two weeks people waited two hours; some left and did not return.",
        "next_time": "Appointments from the first day, drafts sent in beforehand, the rule on conflicts on one page.",
    },
    "tags": {
        "outcome": ["worked"], "obstacle": ["legal_status", "trust"], "party": ["small_firm", "inventor"],
        "deal": ["none"], "region": ["east"],
    },
    "took_days": 90,
    "took_hours": 160,
    "took_money": None,
}  # fmt: skip
_ROADSHOW: dict[str, Any] = {
    "texts": {
        "title": "一场没有成交的路演：台下没有能拍板的人",
        "tried": "邀请八项高校专利路演，面向本市制造企业发布邀请，现场八十人。",
        "took": "筹备六周，四名工作人员；场地和资料由中心承担。",
        "worked": "到场人数多，媒体报道好；后来有一家企业请求看样机。",
        "failed": "到会的多是市场和行政人员，没有人能判断技术或者拍板；三个月内没有一项进入洽谈。"
        "高校发言以论文语言为主，企业听不懂用途。",
        "next_time": "人数减到二十人，逐家确认技术负责人到场；每项专利先做一页白话说明和一个可以核对的数字。",
    },
    "translation": {
        "title": "A roadshow without a deal: nobody in the room could decide",
        "tried": "Eight university patents were presented to eighty guests from the city's manufacturers.",
        "took": "Six weeks and four members of staff; room and papers were paid by the center.",
        "worked": "A full room and good press; later one firm asked to see a sample.",
        "failed": "Most guests came from marketing. Nobody could judge the technology or decide; in three "
        "months no talks "
        "began. The speakers spoke as in a paper.",
        "next_time": "Twenty guests whose engineers have confirmed; a page of plain words and one figure that can be "
        "checked for each patent.",
    },
    "tags": {
        "outcome": ["failed"], "obstacle": ["benefit_unclear", "people"], "party": ["university", "large_firm"],
        "deal": ["none"], "region": ["northeast"],
    },
    "took_days": 42,
    "took_hours": 380,
    "took_money": 46000,
}  # fmt: skip
_POOL: dict[str, Any] = {
    "texts": {
        "title": "把分散的共有人请到一张桌子上",
        "tried": "一项专利有四个共有人，分属三个城市，许可一直拖着。中心先做一页权属说明，再约一次视频会议。",
        "took": "前后十一次电话、一次视频会议。",
        "worked": "三方当场同意授权其中一方签约，并约定收益分配。",
        "failed": "第四方迟迟没有回复，最后只能做不影响其份额的普通许可。",
        "next_time": "先问每个共有人最担心什么，再谈条款；给不回复设一个日期。",
    },
    "translation": {
        "title": "Bringing scattered co-owners to one table",
        "tried": "Four co-owners in three cities; a licence had been waiting for a year. A page on title, then "
        "one video call.",
        "took": "Eleven telephone calls and one video call.",
        "worked": "Three agreed that one of them signs, and how the income is shared.",
        "failed": "The fourth did not answer; an ordinary licence was all that was left.",
        "next_time": "Ask each co-owner first what they fear most, then talk terms; set a day for an answer.",
    },
    "tags": {
        "outcome": ["partly"], "obstacle": ["title", "procedure"], "party": ["university", "inventor"],
        "deal": ["ordinary"], "region": ["center"],
    },
    "took_days": 63,
    "took_hours": 45,
    "took_money": None,
}  # fmt: skip


def make_experience(world: World) -> None:
    """Five published reports, two of them of failures; two centers took one up, of which one says what came of it."""
    first, second, third = world.staffed[0], world.staffed[1], world.staffed[2]
    clinic = _other(world, first, "每周联合法律诊所", _CLINIC_DAY)
    roadshow = _other(world, second, "高校专利路演", _ROADSHOW)
    _other(world, first, "共有专利的许可", _POOL)
    _of_deal(world, ("in_force", "recorded", "conditional"), "先确认付款节点再谈比例，少改两轮。")
    _of_deal(world, ("declined",), "首次答复就附上试验数据和还缺什么，不要等对方问。")
    used = adoptions.adopt(
        actor=world.staff_of(second), report=clinic, center=second,
        purpose="本市合同纠纷多发生在签署之后，想试办每两周一次的联合门诊。",
    )  # fmt: skip
    adoptions.confirm_reuse(
        actor=world.staff_of(second), adoption=used, result="partly",
        came_of_it="预约制有效，等待时间在十五分钟以内；但律师志愿者难约，只能每月一次。建议与律师协会签年度安排。",
    )  # fmt: skip
    adoptions.adopt(
        actor=world.staff_of(third), report=roadshow, center=third,
        purpose="明年春季路演准备先确认技术负责人到场，并把人数控制在二十人以内。",
    )  # fmt: skip


def _reviewer(world: World, center: Center) -> Actor:
    """A second person at the center, who reviews; the same one each time."""
    email = email_of(f"{center.key}-reviewer")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = join(
            email=email, password=None, password_hash=world.password_hash, is_sample=True,
            name_zh=f"{center.name_zh}审核员"[:80], name_en=f"Reviewer at {center.name_en}"[:80],
        )  # fmt: skip
        give_post(actor=SYSTEM, center=center, user=user, role="staff")
    return actor_of(user, world.today)


def _other(world: World, center: Center, source: str, content: dict[str, Any]) -> Report:
    author = world.staff_of(center)
    made = reports.begin_report(actor=author, center=center, source_note=source, is_sample=True)
    reports.change_report(actor=author, report=made, **content)
    return _published(world, author, made)


def _of_deal(world: World, states: tuple[str, ...], next_time: str) -> None:
    """A report drafted from the record of the first deal in one of these states, with what only people know."""
    deals = Deal.objects.filter(center__isnull=False, state__in=states).select_related("center", "patent")
    deal = deals.order_by("pk").first()
    if deal is None:
        return
    author = world.staff_of(deal.center)
    made = reports.begin_report_of_deal(actor=author, deal=deal, is_sample=True)
    texts = {**made.texts, "next_time": next_time}
    translation = {**made.translation, "next_time": _NEXT_TIME[next_time]}
    texts["took"] = texts["took"] or "中心工作人员陪同两次。"
    reports.change_report(
        actor=author, report=made, texts=texts, translation=translation, tags=made.tags, took_days=made.took_days
    )
    _published(world, author, made)


def _published(world: World, author: Actor, made: Report) -> Report:
    reports.submit_report(actor=author, report=made)
    reports.publish_report(actor=_reviewer(world, made.center), report=made)
    return made
