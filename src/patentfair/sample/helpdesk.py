"""The help desk of the sample world: cases in every state at two centers, a complaint upheld, hours, trainings."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM, Actor
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.helpdesk.actions import cases, clock, complaints, hours, records, referrals, survey, trainings
from patentfair.apps.helpdesk.models import Case
from patentfair.sample.cast import World, email_of

__all__ = ["make_helpdesk"]

_MOMENTS = (
    "opened_at",
    "clock_from",
    "answer_due",
    "close_due",
    "answered_at",
    "closed_at",
    "confirmed_at",
    "rated_at",
)
# What was asked and answered long ago: size class, subject, question, answer, what came of it, days ago, hours waited.
_DONE = (
    ("small_firm", "年费交晚了怎么办", "我们有一件实用新型专利，年费缴费期限上个月已过，专利权还能保住吗？",
     "期满之日起六个月内可以补缴年费并缴纳滞纳金，滞纳金按每超过一个月加收年费的百分之五计算。请在期限内通过专利业务办理系统缴纳。",
     "已指导当事人在滞纳期内补缴年费和滞纳金，并核对缴费记录。", 40, 5),
    ("inventor", "职务发明还是个人发明", "我在下班时间做出了一项改进，跟单位业务有关，可以用自己的名义申请专利吗？",
     "执行本单位任务或者主要利用本单位物质技术条件完成的发明创造为职务发明，申请权属于单位。请先看劳动合同约定，并整理研发过程的证据。",
     "当事人补充了劳动合同和研发记录，已说明职务发明的认定标准，并建议与单位书面约定归属。", 33, 20),
    ("large_firm", "许可合同要不要备案", "我们签了普通许可合同，必须备案吗？不备案有什么后果？",
     "许可合同应当自生效之日起三个月内向国家知识产权局备案。未备案不影响合同效力，但备案有利于主张权利和享受优惠。",
     "已告知备案期限和材料清单，当事人已自行提交备案。", 27, 30),
    ("pupil", "学校科技节的作品能申请专利吗", "我们的小发明在学校展示过了，还能申请专利吗？",
     "公开展示可能使发明丧失新颖性。符合规定的国际展览会或者学术会议首次发表等情形，六个月内申请可以享受宽限期。学校展示一般不属于这些情形。",
     "已向同学们解释新颖性和宽限期，并介绍了检索方法。", 21, 3),
    ("public_body", "How to value a pledge", "A lender asks how a patent pledge is registered and what papers "
    "the office wants.",
     "The pledge contract, the identity of both sides and the evaluation go to the office with the request. "
     "The pledge exists from the day it is registered.",
     "The papers were listed one by one, and the lender has filed the request.", 15, 52),
)  # fmt: skip


def make_helpdesk(world: World) -> None:
    """Cases, hours, trainings and a complaint, through the real actions; older ones are dated back."""
    first, second = world.staffed[0], world.staffed[1]
    desk, other = world.staff_of(first), world.staff_of(second)
    for row in _DONE:
        _done(first, desk, row)
    _clinic(world, first, desk)
    _workshop(world, second, other)
    _waiting(world, first, second)
    _overdue(second)
    _closed_and_reopened(world, second, other)
    _referred(world, first, second, desk)
    _complaints(world, second)
    _trainings(world, first, second)


def _open(
    center: Center, kind: str, size: str, subject: str, text: str, actor: Actor = ANONYMOUS, **more: object
) -> Case:
    case, _code = cases.open_case(
        actor=actor, center=center, kind=kind, size_class=size, subject=subject, text=text,
        is_sample=True, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return case


def _size(sha256: str) -> int:
    return path_of(Path(settings.FILES_ROOT), sha256).stat().st_size


def _date_back(case: Case, days: float, waited: float | None = None) -> Case:
    """The case as if it had been opened that many days ago, and answered after so many hours."""
    case.refresh_from_db()
    delta = timedelta(days=days)
    known = {name: getattr(case, name) - delta for name in _MOMENTS if getattr(case, name) is not None}
    if waited is not None:
        known["answered_at"] = known["opened_at"] + timedelta(hours=waited)
        case.messages.exclude(by="client").update(at=known["answered_at"])
    else:
        case.messages.update(at=F("at") - delta)
    if "closed_at" in known and waited is not None:
        known["closed_at"] = known["answered_at"] + timedelta(days=2)
        if "confirmed_at" in known:
            known["confirmed_at"] = known["closed_at"] + timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(**known)
    case.refresh_from_db()
    return case


def _done(center: Center, desk: Actor, row: tuple[str, str, str, str, str, int, int]) -> None:
    """Asked without an account, answered, closed, confirmed; those who were drawn have rated."""
    size, subject, text, answer, closing, days, waited = row
    case = _open(center, "question", size, subject, text, language="en" if text.isascii() else "zh")
    cases.reply(actor=desk, case=case, text=answer)
    hours.book_hours(
        actor=desk, center=center, case=case, done_on=timezone.localdate(), minutes=30 + 5 * len(size), charge="free",
        what=f"解答：{subject}"[:200],
    )  # fmt: skip
    cases.close_case(actor=desk, case=case, closing=closing)
    proof = case.code_sha256
    cases.confirm(actor=ANONYMOUS, case=case, proof=proof)
    if case.is_invited:
        survey.rate(actor=ANONYMOUS, case=case, rating=5 - days % 3, remark="答复清楚。", proof=proof)
    _date_back(case, days, waited)


def _clinic(world: World, center: Center, desk: Actor) -> None:
    """A small firm that was sent a warning; the record is written, the case is in hand."""
    firm = world.organisations["xiaoman-workshop"]
    client = world.actor_for(firm)
    case = _open(
        center, "clinic", "small_firm", "收到侵权警告函",
        "一家同行发函称我们的收纳架侵犯其外观设计专利，要求停止销售并赔偿。我们的产品三年前就在展会上展示过。",
        actor=client, organisation=firm, name="小满智造", contact="示例电话 000-0000",
    )  # fmt: skip
    letter = world.evidence
    cases.put_file(actor=client, case=case, name="警告函（示例）.pdf", sha256=letter, size=_size(letter))
    cases.reply(
        actor=desk, case=case,
        text="先不要回函承认。请提供展会时间、照片和参展合同，我们核对对方专利的申请日以及年费缴纳情况，再判断能否主张现有设计抗辩。",
    )  # fmt: skip
    cases.say(actor=client, case=case, text="找到了展会的参展证和带日期的照片，随后上传。")
    records.write_clinic_record(
        actor=desk,
        case=case,
        facts="当事人生产收纳架，收到同行警告函，称侵犯其外观设计专利，要求停止销售并赔偿。当事人的产品在对方申请日之前已在展会公开展示，有照片和参展证。",
        question="当事人能否以现有设计抗辩，应当如何回函，是否需要请求宣告对方专利权无效？",
        advice="依据《专利法》第六十七条，有证据证明实施的设计属于现有设计的，不构成侵犯专利权。建议固定展会证据（照片原始文件、参展合同、主办方证明），"
        "复函说明现有设计抗辩的事实依据；可以依据第四十五条请求宣告专利权无效。正式意见请委托律师或者专利代理师。",
    )
    cases.add_note(actor=desk, case=case, text="对方专利年费已缴，法律状态有效；联系展会主办方出具证明。")
    hours.book_hours(
        actor=desk, center=center, case=case, done_on=world.today, minutes=150, charge="free", what="查阅证据、起草意见"
    )
    _date_back(case, 4)


def _workshop(world: World, center: Center, desk: Actor) -> None:
    """A firm whose need was put into words, and taken over as a draft."""
    firm = world.organisations["chunting-furniture"]
    client = world.actor_for(firm)
    case = _open(
        center, "workshop", "small_firm", "板材封边总是开胶，不知道该找什么技术",
        "夏天返修多，客户投诉。我们说不清是胶的问题还是机器的问题，想请人帮忙把需求写清楚。",
        actor=client, organisation=firm,
    )  # fmt: skip
    cases.reply(
        actor=desk,
        case=case,
        text="我们周四派人到车间看一次，请准备最近三个月的返修记录、所用胶黏剂的牌号和封边机的温度设定。",
    )
    records.write_workshop_record(
        actor=desk,
        case=case,
        title="高温高湿环境下木质板材封边的耐久粘接",
        problem="南方夏季仓储和运输中，封边条在四十摄氏度、相对湿度百分之九十的条件下两周内开胶，返修率约百分之六。",
        present="使用乙烯—醋酸乙烯热熔胶，涂胶温度一百九十摄氏度，进给速度每分钟二十米。",
        constraints="不更换现有封边机；胶黏剂成本增加不超过三成；甲醛释放量符合国家标准。",
    )
    records.take_need(actor=client, case=case)
    hours.book_hours(
        actor=desk, center=center, case=case, done_on=world.today, minutes=240, charge="at_cost", amount=Decimal(260),
        what="到车间调研，收取交通成本",
    )  # fmt: skip
    _date_back(case, 6, 26)


def _waiting(world: World, first: Center, second: Center) -> None:
    """Three that wait for a first answer; one is nearly due."""
    fresh = _open(
        first, "question", "inventor", "想转让一件发明专利，先做什么",
        "专利证书在我名下，有企业想买。需要先评估吗？合同签了以后专利权什么时候转移？", name="林溪远",
        contact="示例邮箱 lin@sample.invalid",
    )  # fmt: skip
    _date_back(fresh, 2.5)
    _open(
        second, "training", "public_body", "A half-day course on licence contracts",
        "Twelve people of our technology office would like to learn how running royalties are agreed and checked.",
        language="en",
    )  # fmt: skip
    firm = world.organisations["qingge-pumps"]
    _open(
        first, "question", "small_firm", "开放许可的费用怎么谈", "对方声明了开放许可，许可费能再谈吗？",
        actor=world.actor_for(firm), organisation=firm,
    )  # fmt: skip


def _overdue(center: Center) -> None:
    """One that nobody has answered for a week: with the head and the administrators."""
    case = _open(
        center,
        "question",
        "small_firm",
        "海关备案需要哪些材料",
        "我们的产品被仿冒出口，想做知识产权海关保护备案，从哪里开始？",
    )
    clock.escalate(actor=SYSTEM, case=_date_back(case, 7), now=timezone.now())


def _closed_and_reopened(world: World, center: Center, desk: Actor) -> None:
    """One closed that waits for the client, one opened again, one on which the client kept silent, one taken back."""
    answer = (
        "可以。请携带营业执照和专利证书到窗口，我们协助填写开放许可声明，并说明许可使用费的支付方式和标准如何公告。"
    )
    closing = "已协助填写声明并核对权利状况，材料已由当事人提交。"
    asked = "我们想把一件闲置专利做开放许可，材料怎么填？"
    for number, subject in enumerate(("开放许可声明怎么填", "声明被退回了", "请核对我们的声明")):
        case = _open(center, "question", "large_firm", subject, asked)
        cases.reply(actor=desk, case=case, text=answer)
        cases.close_case(actor=desk, case=case, closing=closing)
        if number == 1:
            reason = "声明被退回，说许可期限写法不对，请再看一下。"
            cases.reopen(actor=ANONYMOUS, case=case, reason=reason, proof=case.code_sha256)
        if number == 2:
            clock.lapse(actor=SYSTEM, case=_date_back(case, 20, 8), now=timezone.now())
    firm = world.organisations["lanmo-bio"]
    client = world.actor_for(firm)
    gone = _open(
        center, "question", "small_firm", "问错了中心", "已经找到答案，谢谢。", actor=client, organisation=firm
    )
    cases.withdraw(actor=client, case=gone)


def _referred(world: World, first: Center, second: Center, desk: Actor) -> None:
    """One that another center could help better; the client is asked."""
    firm = world.organisations["huaixu-medical"]
    case = _open(
        first, "clinic", "large_firm", "在外地被诉侵权", "我们在上海被起诉侵犯专利权，想找当地的援助机构。",
        actor=world.actor_for(firm), organisation=firm,
    )  # fmt: skip
    referrals.ask_referral(
        actor=desk,
        case=case,
        target=second,
        reason="案件在上海审理，当地中心熟悉法院的立案和证据要求，可以就近到场协助。",
    )


def _complaints(world: World, center: Center) -> None:
    """One upheld by the national administrator, one that waits."""
    administrator = actor_of(_user("zhan-yuheng"), world.today)
    case = _open(
        center, "complaint", "small_firm", "窗口推荐收费代理",
        "我去咨询免费的维权援助，窗口工作人员却让我找一家指定的代理机构交钱办理，还说不交钱排不上号。",
        name="某小微企业负责人", contact="示例电话 000-0001",
    )  # fmt: skip
    cases.reply(
        actor=administrator, case=case,
        text="感谢反映。请告知到访的日期和时段，以及对方递给您的名片或者材料；我们会向该中心调取当日排队和登记记录，不会透露您的身份。",
    )  # fmt: skip
    cases.say(actor=ANONYMOUS, case=case, text="上月二十六日上午，名片照片我留着。", proof=case.code_sha256)
    complaints.decide_complaint(
        actor=administrator,
        case=case,
        upheld=True,
        decision="经核查当日登记记录和名片，工作人员向来访者推荐指定收费机构属实，违反公益服务规定。责令该中心在窗口公示免费服务清单，"
        "对有关人员批评教育，并于一个月内报告整改情况。",
    )
    _date_back(case, 12)
    _open(center, "complaint", "inventor", "电话一直没有人接", "工作时间连续三天打电话都没有人接，网上也没有说明。")


def _user(name: str) -> User:
    return User.objects.get(email=email_of(name))


def _trainings(world: World, first: Center, second: Center) -> None:
    """One for people and one for the staff of another center, which has confirmed them."""
    desk, other = world.staff_of(first), world.staff_of(second)
    for_people = trainings.enter_training(
        actor=desk, center=first, held_on=world.today - timedelta(days=18), minutes=150,
        title_zh="小微企业专利许可入门", title_en="Patent licensing for small firms", place="中心二层培训室",
        trainer="段老师（示例）", is_sample=True,
    )  # fmt: skip
    for size, people in (("small_firm", 22), ("inventor", 9), ("pupil", 14)):
        trainings.enter_attendance(actor=desk, training=for_people, people=people, size_class=size)
    for_peers = trainings.enter_training(
        actor=desk, center=first, held_on=world.today - timedelta(days=9), minutes=180,
        title_zh="维权援助记录怎么写", title_en="Writing a law-clinic record", place="线上",
        trainer="示例讲师", is_sample=True,
    )  # fmt: skip
    told = trainings.enter_attendance(actor=desk, training=for_peers, people=6, peer=second)
    trainings.confirm_attendance(actor=other, attendance=told)
    waiting = next(one for one in world.staffed if one.pk not in (first.pk, second.pk))
    trainings.enter_attendance(actor=desk, training=for_peers, people=4, peer=waiting)
    hours.book_hours(
        actor=desk, center=first, training=for_people, done_on=for_people.held_on, minutes=210, charge="free",
        what="备课和授课",
    )  # fmt: skip
    hours.book_hours(
        actor=desk, center=first, done_on=world.today - timedelta(days=3), minutes=120, charge="paid",
        amount=Decimal(600), what="企业定制检索报告", size_class="large_firm",
    )  # fmt: skip
