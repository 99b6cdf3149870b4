"""Scores that the record itself gives, each with its reason; a person may overrule every one of them.

The steps are ours. What the record does not tell is left out, never guessed.
"""

from __future__ import annotations

from datetime import date

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.burdens import BurdenKind
from patentfair.domain.patents.status import ENDED, LABELS, State

__all__ = ["Prefilled", "RecordFacts", "cautions", "prefill"]

Prefilled = dict[str, tuple[int, Words]]


class RecordFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the register shows of one right on `today`; None where it shows nothing.

    `kind` is "invention", "utility_model" or "design". `countries` are those where the family is protected or pending.
    `maturity` is the technology readiness level, 1 to 9. `burdens` is empty where the register shows that there are
    none. `evaluation_report` is true where a patent right evaluation report found nothing against the grant, false
    where it did. `upheld` counts invalidation and opposition proceedings that left the right in force.
    """

    today: date
    kind: str
    state: State = State.UNKNOWN
    term_end: date | None = None
    claims: int | None = None
    countries: frozenset[str] | None = None
    citations: int | None = None
    maturity: int | None = None
    burdens: tuple[BurdenKind, ...] | None = None
    evaluation_report: bool | None = None
    upheld: int | None = None
    challenge_pending: bool = False


_CLAIMS = ((0, 0), (1, 2), (5, 4), (8, 5), (10, 7), (20, 9))
_COUNTRIES = ((0, 0), (1, 3), (2, 5), (3, 7), (5, 9))
_CITATIONS = ((0, 1), (2, 3), (5, 5), (15, 7), (40, 9))
_MATURITY = {1: 0, 2: 1, 3: 2, 4: 3, 5: 5, 6: 6, 7: 7, 8: 9, 9: 10}
_BURDENS = {
    BurdenKind.PRESERVATION: (0, Words("财产保全", "preservation")),
    BurdenKind.SUSPENSION: (0, Words("程序中止", "suspension")),
    BurdenKind.PLEDGE: (3, Words("质押", "pledge")),
    BurdenKind.LICENCE: (6, Words("许可备案", "recorded licence")),
    BurdenKind.OPEN_LICENCE: (7, Words("开放许可", "open licence")),
}
_SOUND = Words(
    "未经实质审查；专利权评价报告未发现不符合授予专利权条件的缺陷。",
    "Not examined; an evaluation report found nothing against the grant.",
)
_UNSOUND = Words(
    "未经实质审查；专利权评价报告认为不符合授予专利权条件。",
    "Not examined; an evaluation report found grounds against the grant.",
)


def prefill(facts: RecordFacts) -> Prefilled:
    """Scores 0 to 10 by leaf with a sentence each, for what `facts` tell."""
    found: Prefilled = {}
    _examined(facts, found)
    if facts.term_end is not None or facts.state in ENDED:
        years = 0 if facts.state in ENDED or facts.term_end is None else whole_years(facts.today, facts.term_end)
        why = Words(f"剩余保护期满 {years} 年，每满一年计一分。", f"Full years of term left: {years}; one point each.")
        found["economic.life.term"] = (min(10, years), why)
    if facts.challenge_pending:
        why = Words("无效宣告或者异议程序尚未审结。", "Invalidation or opposition is pending.")
        found["legal.stability.challenged"] = (3, why)
    elif facts.upheld is not None and facts.state not in ENDED:
        why = Words(f"经历并维持有效：{facts.upheld} 次。", f"Challenged and upheld: {facts.upheld}.")
        found["legal.stability.challenged"] = (10 if facts.upheld else 7, why)
    if facts.claims is not None:
        why = Words(
            f"权利要求 {facts.claims} 项；数量只是参考，请按层次调整。",
            f"Claims: {facts.claims}. The number is only a hint; correct it by their layers.",
        )
        found["legal.scope.claims"] = (_step(facts.claims, _CLAIMS), why)
    if facts.countries is not None:
        count = len(facts.countries)
        why = Words(f"同族覆盖 {count} 个国家或者地区。", f"Countries and regions of the family: {count}.")
        found["legal.scope.territory"] = (_step(count, _COUNTRIES), why)
    if facts.citations is not None:
        why = Words(
            f"被引证 {facts.citations} 次；新近公布的专利引证少，请按年限调整。",
            f"Citations received: {facts.citations}. Recent documents have few; correct it by age.",
        )
        found["technical.advance.citations"] = (_step(facts.citations, _CITATIONS), why)
    if facts.maturity in _MATURITY:
        why = Words(f"技术成熟度 {facts.maturity} 级。", f"Technology readiness level {facts.maturity}.")
        found["technical.maturity.level"] = (_MATURITY[facts.maturity], why)
    if facts.burdens is not None:
        found["legal.freedom.burdens"] = _burdened(facts.burdens)
    return found


def _examined(facts: RecordFacts, found: Prefilled) -> None:
    label = LABELS[facts.state]
    if facts.state in ENDED:
        score, why = 0, Words(f"法律状态：{label.zh}。", f"Legal status: {label.en}.")
    elif facts.state is State.PENDING:
        score, why = 3, Words("审查中，保护范围尚未确定。", "Pending: the scope is not settled.")
    elif facts.state in {State.IN_FORCE, State.PROVISIONAL} and facts.kind == "invention":
        score, why = 7, Words("发明专利，经实质审查后授权。", "An invention patent, granted after examination.")
    elif facts.state in {State.IN_FORCE, State.PROVISIONAL} and facts.evaluation_report is not None:
        score, why = (6, _SOUND) if facts.evaluation_report else (1, _UNSOUND)
    elif facts.state in {State.IN_FORCE, State.PROVISIONAL}:
        score, why = 3, Words("未经实质审查，未见专利权评价报告。", "Not examined; no evaluation report is known.")
    else:
        return
    found["legal.stability.examined"] = (score, why)


def _burdened(burdens: tuple[BurdenKind, ...]) -> tuple[int, Words]:
    if not burdens:
        return 10, Words("登记簿未显示负担。", "The register shows no burden.")
    kinds = sorted(set(burdens))
    return min(_BURDENS[kind][0] for kind in kinds), Words(
        f"登记簿显示：{'、'.join(_BURDENS[kind][1].zh for kind in kinds)}。",
        f"The register shows: {', '.join(_BURDENS[kind][1].en for kind in kinds)}.",
    )


def _step(number: int, steps: tuple[tuple[int, int], ...]) -> int:
    """The score of the last step that `number` reaches."""
    return max((score for least, score in steps if number >= least), default=0)


def whole_years(start: date, end: date) -> int:
    """Full years from `start` to `end`, 0 where `end` is not later."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return max(0, years)


def cautions(facts: RecordFacts) -> tuple[Words, ...]:
    """What stands above any index: a right that has ended, a grace period, a pending attack, a kind out of scope."""
    found = []
    label = LABELS[facts.state]
    if facts.state in ENDED:
        found.append(
            Words(
                f"权利状态为“{label.zh}”：没有可以许可或者转让的专利权，指数仅供回顾。",
                f"Legal status: {label.en}. There is no right to license or assign; the index only looks back.",
            )
        )
    elif facts.term_end is not None and facts.term_end <= facts.today:
        found.append(Words("保护期已经届满。", "The term has run out."))
    if facts.state is State.UNKNOWN:
        found.append(
            Words("法律状态不明，请先查询专利登记簿。", "The legal status is not known: see the register first.")
        )
    if facts.state is State.PROVISIONAL:
        found.append(Words("处于年费缴费宽限期内，可能终止。", "In the grace period of an annuity: it may lapse."))
    if facts.state is State.PENDING:
        found.append(Words("尚未授权，可能不予授权或者缩小范围。", "Not granted: it may be refused or narrowed."))
    if facts.challenge_pending:
        found.append(Words("无效宣告或者异议程序尚未审结。", "Invalidation or opposition is pending."))
    if facts.kind == "design":
        found.append(
            Words(
                "国家标准适用于发明和实用新型；外观设计只能参照。",
                "The national standard is for inventions and utility models; for designs it is a rough guide only.",
            )
        )
    return tuple(found)
