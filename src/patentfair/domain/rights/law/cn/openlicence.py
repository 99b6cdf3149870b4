"""Open licence: declaration, withdrawal, taking. China."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights import territory
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.blocks import R61
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.scope import Box

__all__ = ["RULES"]

R60 = Law(
    "R-CN-60",
    Words("开放许可声明", "Open-licence declaration"),
    "PL 50(1); IR 85",
    Words(
        "《专利法》第五十条第一款、《专利法实施细则》第八十五条",
        "Patent Law art. 50(1), Implementing Regulations r. 85",
    ),
    "V",
    sources.IR,
)
S01 = Law(
    "S-01",
    Words("开放许可面向任何人", "An open licence is open to all"),
    "GL V-11-1, 3.1",
    Words("《专利审查指南》第五部分第十一章第1节", "Guidelines V-11-1"),
    "V",
    sources.GL,
)
S05 = Law(
    "S-05",
    Words("开放许可使用费标准", "Royalty limits of an open licence"),
    "GL V-11-3.3",
    Words("《专利审查指南》第五部分第十一章3.3节", "Guidelines V-11-3.3"),
    "V",
    sources.GL,
)
R62 = Law(
    "R-CN-62",
    Words("取得开放许可", "Taking an open licence"),
    "PL 51(1); GL V-11-6",
    Words("《专利法》第五十一条第一款", "Patent Law art. 51(1)"),
    "V",
    sources.PL,
)
R64 = Law(
    "R-CN-64",
    Words("撤回开放许可声明", "Withdrawal of the declaration"),
    "PL 50(2); GL V-11-4",
    Words(
        "《专利法》第五十条第二款、《专利审查指南》第五部分第十一章第4节", "Patent Law art. 50(2), Guidelines V-11-4"
    ),
    "V",
    sources.PL,
)

_FIXED_LIMIT = Decimal(20_000_000)


def declaration(case: Case) -> Sequence[Finding]:
    """R-CN-60: granted patents only; utility models and designs with an evaluation report; effective when announced."""
    right = case.right
    out = []
    if right.stage == "application":
        out.append(
            finding(
                R60,
                Outcome.FORBIDDEN,
                "专利申请尚未公告授权，不得提出开放许可声明",
                "An application that has not been granted cannot be opened for licence",
                Words("待授权公告后提出", "Wait for the grant announcement"),
                requirement="form",
                who="owner",
                effect="unregistrable",
            )
        )
    out.append(
        finding(
            R60,
            Outcome.NEEDS_FORMALITY,
            "开放许可应当以书面方式向国家知识产权局声明，写明使用费支付方式和标准，自公告之日起生效",
            "The declaration is made to the office in writing with the manner and rate of royalty, and takes "
            "effect when "
            "announced",
            Words("提交开放许可声明及使用费简要说明", "File the declaration with the royalty note"),
            requirement="form",
            who="owner",
            effect="not_created",
        )
    )
    return out


def evaluation_report(case: Case) -> Sequence[Finding]:
    """R-CN-60, R-CN-61 ground 7 and 8: the evaluation report of a utility model or design."""
    right = case.right
    if right.right_type == "invention" or right.evaluation_report == "positive":
        return ()
    if right.right_type is None:
        return [unknown(R60, "专利类型不明", "The type of right is not known")]
    if right.evaluation_report == "negative":
        return [
            finding(
                R61,
                Outcome.FORBIDDEN,
                "专利权评价报告认为不符合授予专利权条件，不得实行开放许可",
                "The evaluation report finds that the conditions of grant are not met, so the patent cannot be opened",
                requirement="evidence",
                who="owner",
                effect="unregistrable",
            )
        ]
    if right.evaluation_report is None:
        return [
            unknown(
                R60,
                "有无专利权评价报告及其结论不明",
                "Whether there is an evaluation report, and what it says, is not known",
                Words("请求作出专利权评价报告", "Ask the office for the report"),
            )
        ]
    return [
        finding(
            R60,
            Outcome.NEEDS_FORMALITY,
            "就实用新型、外观设计专利提出开放许可声明的，应当提供专利权评价报告",
            "A utility model or design is opened only with an evaluation report",
            Words("请求国家知识产权局作出专利权评价报告", "Ask the office for the evaluation report"),
            requirement="evidence",
            who="owner",
            effect="unregistrable",
        )
    ]


def fees_paid(case: Case) -> Sequence[Finding]:
    """R-CN-61 ground 3: in the late window the fee counts as not paid."""
    if any(fee.paid is False and fee.due < case.day for fee in case.right.fees or ()):
        return [
            finding(
                R61,
                Outcome.FORBIDDEN,
                "未按照规定缴纳年费，不得实行开放许可",
                "The annuity has not been paid as required, so the patent cannot be opened",
                Words("补缴年费和滞纳金后再行声明", "Pay the annuity with its surcharge, then declare"),
                requirement="pay",
                who="owner",
                effect="unregistrable",
            )
        ]
    return ()


def open_to_all(case: Case) -> Sequence[Finding]:
    """S-01: a declaration limited to named persons or to a region is not an open licence."""
    transaction = case.transaction
    out = []
    regional = any(_regional(box) for box in transaction.scope)
    if transaction.named_licensees is None:
        out.append(
            finding(
                S01,
                Outcome.NEEDS_FORMALITY,
                "开放许可面向任何单位或者个人；声明是否限定对象不明，不得限定",
                "An open licence is for anyone; whether the declaration is kept to named persons is not known, and it "
                "may not be",
                Words("声明中不限定被许可人", "Name no licensees in the declaration"),
                requirement="form",
                who="owner",
                effect="unregistrable",
            )
        )
    if transaction.named_licensees or regional:
        out.append(
            finding(
                S01,
                Outcome.FORBIDDEN,
                "开放许可面向任何单位或者个人，不得限定对象或者地区",
                "An open licence is for anyone, anywhere in China; it cannot be kept to named persons or a region",
                Words("取消限定，或者改为普通许可", "Drop the limits, or grant an ordinary licence"),
                who="owner",
                effect="unregistrable",
            )
        )
    if any(box.fields != ("ALL",) or box.fields_except for box in transaction.scope):
        out.append(
            finding(
                S01,
                Outcome.ALLOWED,
                "开放许可的规定未涉及限定使用领域，限定可能不被接受",
                "The rules on open licences say nothing of limits of field; such a limit may not be accepted",
                who="owner",
                listed=True,
            )
        )
    return out


def _regional(box: Box) -> bool:
    """Whether a box leaves out part of the mainland."""
    whole = "WORLD" in box.territory or "CN" in box.territory
    return not whole or any(territory.contains("CN", node) for node in territory.resolve(box.territory_except))


def royalty_limits(case: Case) -> Sequence[Finding]:
    """S-05: fixed fee normally up to CNY 20 million, running royalty up to 20 % of sales or 40 % of profit."""
    transaction = case.transaction
    fixed = transaction.fixed_fee
    over = (
        (fixed is not None and fixed.currency == "CNY" and fixed.amount > _FIXED_LIMIT)
        or (transaction.sales_rate is not None and transaction.sales_rate > Decimal("0.2"))
        or (transaction.profit_rate is not None and transaction.profit_rate > Decimal("0.4"))
    )
    if not over:
        return ()
    return [
        finding(
            S05,
            Outcome.ALLOWED,
            "使用费一般不超过两千万元，提成一般不超过净销售额的百分之二十或者利润的百分之四十，所列标准超出该限度",
            "The royalty asked for is above what is normal for an open licence: CNY 20 million fixed, 20 % of "
            "net sales or "
            "40 % of profit",
            Words("降低标准，或者改用其他许可方式", "Lower the royalty, or use another kind of licence"),
            requirement="price",
            who="owner",
            listed=True,
            code="ROYALTY_ABOVE_NORMAL",
        )
    ]


def _declared(case: Case) -> Grant | None:
    """The declaration the act is about: the one named, else the first that is live, else any."""
    found = [
        grant
        for grant in case.facts.grants or ()
        if grant.kind == "open_declaration" and case.transaction.parent in (None, grant.id)
    ]
    return min(found, key=lambda grant: (grant.ended is not None and grant.ended <= case.day, grant.id), default=None)


def acceptance(case: Case) -> Sequence[Finding]:
    """R-CN-62: written notice and payment on the announced terms make the licence."""
    declared = _declared(case)
    if case.facts.grants is None or (declared is not None and declared.effective is None):
        return [
            unknown(R62, "开放许可声明是否已公告不明", "Whether a declaration has been announced is not known"),
        ]
    if declared is None or (declared.effective or case.day) > case.day:
        return [
            finding(
                R62,
                Outcome.FORBIDDEN,
                "没有已公告的开放许可声明可供接受",
                "There is no announced declaration to take",
                Words("与专利权人协商普通许可", "Negotiate an ordinary licence with the owner"),
                who="licensee",
                effect="void",
            )
        ]
    if declared.ended is not None and declared.ended <= case.day:
        return [
            finding(
                R64,
                Outcome.FORBIDDEN,
                "开放许可声明已经撤回，不能再据以取得许可",
                "The declaration has been withdrawn and can no longer be taken",
                who="licensee",
                effect="void",
                grant=declared.id,
            )
        ]
    out = []
    for done, requirement, zh, en in (
        (case.transaction.notice_given, "notice", "书面通知专利权人", "Give the owner written notice"),
        (case.transaction.paid, "pay", "按照公告的方式和标准支付使用费", "Pay the announced royalty"),
    ):
        met = done is not None and done <= case.day
        out.append(
            finding(
                R62,
                Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
                "以书面方式通知专利权人并按公告支付使用费后，即获得许可",
                "The licence is obtained by written notice to the owner and payment of the announced royalty",
                Words(zh, en),
                requirement="notice" if requirement == "notice" else "pay",
                who=case.transaction.grantee or "licensee",
                effect="not_created",
                grant=declared.id,
                listed=met,
                satisfied=met,
            )
        )
    return out


def withdrawal(case: Case) -> Sequence[Finding]:
    """R-CN-64: withdrawal is written, unconditional, effective on announcement; licences taken go on."""
    declared = _declared(case)
    out = []
    if declared is None or (declared.ended is not None and declared.ended <= case.day):
        none_known = case.facts.grants is None
        return [
            finding(
                R64,
                Outcome.INDETERMINATE if none_known else Outcome.FORBIDDEN,
                "没有正在实行的开放许可声明可以撤回",
                "There is no live declaration to withdraw",
                who="owner",
            )
        ]
    if case.transaction.unconditional is False:
        out.append(
            finding(
                R64,
                Outcome.FORBIDDEN,
                "撤回开放许可声明不得附有条件",
                "A withdrawal may not be conditional",
                Words("删去所附条件", "Drop the condition"),
                who="owner",
                effect="unregistrable",
            )
        )
    out.append(
        finding(
            R64,
            Outcome.NEEDS_FORMALITY,
            "撤回应当以书面方式提出，自公告之日起生效；在先给予的开放许可不受影响",
            "Withdrawal is filed in writing and takes effect when announced; licences given before go on",
            Words("提交撤回声明", "File the withdrawal"),
            requirement="register",
            who="owner",
            effect="not_created",
            grant=declared.id,
        )
    )
    return out


_ACCEPT = frozenset({"open_licence_acceptance"})

RULES = (
    Rule(R60, sources.OPEN, declaration),
    Rule(R60, sources.OPEN, evaluation_report),
    Rule(R61, sources.OPEN, fees_paid),
    Rule(S01, sources.OPEN, open_to_all),
    Rule(S05, sources.OPEN, royalty_limits),
    Rule(R62, _ACCEPT, acceptance),
    Rule(R64, sources.WITHDRAWAL, withdrawal),
)
