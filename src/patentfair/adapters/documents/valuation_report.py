"""A valuation as a paper: every input, every weight, the interval and what moves it, three views of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import msgspec

from patentfair.adapters.documents.contract_words import day
from patentfair.adapters.documents.paper import Article, Fact, Facts, Paper, PaperStyle, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.comparables import Band, Measure
from patentfair.domain.market.valuation import Line, Report, Shift, span
from patentfair.domain.market.valuation_indicators import LEAVES
from patentfair.domain.market.valuation_money import NOT_ONE_PRICE, CostView, Estimate, IncomeView, MarketView

__all__ = ["ValuationPaper", "valuation_paper"]


class ValuationPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What the paper is made of."""

    number: str
    patent: str
    title_zh: str
    title_en: str
    organisation_zh: str
    organisation_en: str
    made_on: date
    report: Report
    shifts: tuple[Shift, ...]
    reasons: Mapping[str, Words]
    cost: CostView | None = None
    market: MarketView | None = None
    income: IncomeView | None = None
    is_sample: bool = False


def valuation_paper(given: ValuationPaper) -> Paper:
    """The report in both languages; the same valuation gives the same paper."""
    report = given.report
    return Paper(
        title=Words("专利价值分析报告", "Valuation of a patent"),
        style=PaperStyle.FORM,
        number=given.number,
        number_label=Words("编号", "No."),
        opening=(report.scheme.basis,),
        facts=(
            Fact(Words("专利", "Patent"), _same(given.patent)),
            Fact(Words("名称", "Title"), Words(given.title_zh, given.title_en)),
            Fact(Words("分析单位", "Valued by"), Words(given.organisation_zh, given.organisation_en)),
            Fact(Words("日期", "Date"), day(given.made_on)),
            Fact(Words("权重", "Weights"), report.scheme.name),
            Fact(Words("价值指数（0至100）", "Index (0 to 100)"), _same(_ends(*span(report, given.shifts)))),
        ),
        warnings=report.cautions,
        articles=tuple(_articles(given)),
        is_sample=given.is_sample,
    )


def _articles(given: ValuationPaper) -> Iterator[Article]:
    report = given.report
    yield Article(
        Words("指标、权重与打分", "Indicators, weights and scores"),
        (
            Words(
                "打分为0至10分；未打分的指标按0至10分计入区间的两端。价值指数的区间并计下列权重变动的影响。",
                "Scores are 0 to 10; an indicator without a score counts as 0 at the lower end and 10 at the upper. "
                "The interval of the index takes in the changes of weight below.",
            ),
            *(_branch(report, top, given.reasons) for top in report.lines if top.level == 1),
        ),
    )
    yield Article(
        Words("权重变动的影响", "What a change of weights does"),
        (
            Table(
                (
                    Words("一级指标", "First level"),
                    Words("增减（百分点）", "Change (points)"),
                    Words("变动后权重", "Weight then"),
                    Words("指数", "Index"),
                ),
                tuple(
                    (
                        _name(report, one.code),
                        _same(f"{one.by * 100:+.0f}"),
                        _same(f"{(one.weight * 100).normalize():f}%"),
                        _same(f"{one.low:f}–{one.high:f}"),
                    )
                    for one in given.shifts
                ),
                (4, 3, 3, 4),
            ),
        ),
    )
    if report.lowering:
        yield Article(
            Words("拉低指数的指标", "What lowers the index"),
            (
                Table(
                    (
                        Words("指标", "Indicator"),
                        Words("失分", "Points lost"),
                        Words("更好一档", "The next better step"),
                    ),
                    tuple((one.name, _same(_points(one.points)), one.next_step.words) for one in report.lowering),
                    (4, 2, 8),
                ),
            ),
        )
    if report.unknown:
        names = [LEAVES[code].name for code in report.unknown]
        yield Article(
            Words("尚不清楚的指标", "What is not known"),
            (Words("、".join(one.zh for one in names) + "。", "; ".join(one.en for one in names) + "."),),
        )
    yield Article(Words("价格参考", "Views of a price"), (NOT_ONE_PRICE, *_views(given)))


def _branch(report: Report, top: Line, reasons: Mapping[str, Words]) -> Table:
    lines = [line for line in report.lines if line.code.split(".")[0] == top.code]
    return Table(
        (
            Words("指标", "Indicator"),
            Words("权重", "Weight"),
            Words("打分", "Score"),
            Words("结果", "Result"),
            Words("理由", "Reason"),
        ),
        tuple(
            (
                line.name,
                _same(f"{(line.weight * 100).normalize():f}%"),
                _score(line),
                _same(_interval(line.low, line.high)),
                reasons.get(line.code, _same("—")),
            )
            for line in lines
        ),
        (5, 2, 2, 3, 6),
        caption=top.name,
    )


def _score(line: Line) -> Words:
    if line.code not in LEAVES:
        return _same("—")
    return Words("未知", "not known") if line.score is None else _same(f"{line.score.normalize():f}")


def _name(report: Report, code: str) -> Words:
    return next(line.name for line in report.lines if line.code == code)


def _views(given: ValuationPaper) -> Iterator[Words | Table | Facts]:
    if given.cost is not None:
        yield _cost(given.cost)
    if given.market is not None:
        yield from _market(given.market)
    if given.income is not None:
        yield _income(given.income)
    if given.cost is None and given.market is None and given.income is None:
        yield Words("未填写价格方法所需的数据。", "No inputs were given for a view of money.")


def _cost(view: CostView) -> Table:
    indexed = Words(f"按{view.year}年价格", f"In prices of {view.year}") if view.year else Words("计入", "Counted")
    rows = [
        (_same(one.cost.name), _same(str(one.cost.year)), _same(str(one.cost.amount)), _same(str(one.indexed)))
        for one in view.lines
    ]
    total = (Words("合计", "In all"), _same("—"), _same(str(view.spent)), _same(str(view.indexed)))
    return Table(
        (Words("支出", "Spent on"), Words("年份", "Year"), Words("金额", "Amount"), indexed),
        (*rows, total),
        (5, 2, 4, 4),
        caption=Words("成本", "Cost"),
    )


def _market(view: MarketView) -> Iterator[Table]:
    bands = [band for band in (view.upfront, view.royalty) if band is not None]
    yield Table(
        (
            Words("项目", "What"),
            Words("下四分位", "Lower quarter"),
            Words("中位数", "Middle"),
            Words("上四分位", "Upper quarter"),
            Words("交易数不少于", "Deals, at least"),
        ),
        tuple(
            (
                _measure(band),
                *(_band(band, one) for one in (band.lower, band.median, band.upper)),
                _same(str(band.at_least)),
            )
            for band in bands
        ),
        (5, 3, 3, 3, 3),
        caption=Words("市场：可比交易", "Market: comparable deals"),
    )


def _measure(band: Band) -> Words:
    if band.measure is Measure.ROYALTY:
        return Words("提成比例", "Running royalty")
    return Words(f"入门费或一次性价款（{band.currency}）", f"Upfront or single payment ({band.currency})")


def _band(band: Band, amount: Decimal) -> Words:
    return _same(f"{amount:f}%" if band.measure is Measure.ROYALTY else f"{amount:,.0f}")


def _income(view: IncomeView) -> Table:
    rate, discount = (" / ".join(f"{n.normalize():f}" for n in _each(one)) for one in (view.rate, view.discount))
    rows = [(_same(str(one.number)), _amounts(one.base), _amounts(one.present)) for one in view.years]
    return Table(
        (Words("年", "Year"), Words("预计销售额", "Sales supposed"), Words("现值", "Present value")),
        (*rows, (Words("合计", "In all"), _same("—"), _amounts(view.total))),
        (2, 7, 7),
        caption=Words(
            f"收益（{view.currency}）：提成率 {rate}%，折现率 {discount}%，依次为谨慎、可能、乐观",
            f"Income ({view.currency}): royalty {rate} %, discount {discount} %; careful, likely, hopeful",
        ),
    )


def _amounts(estimate: Estimate) -> Words:
    return _same(" / ".join(f"{number:,.0f}" for number in _each(estimate)))


def _each(estimate: Estimate) -> tuple[Decimal, Decimal, Decimal]:
    return estimate.low, estimate.likely, estimate.high


def _same(text: str) -> Words:
    return Words(text, text)


def _points(number: Decimal) -> str:
    return f"{round(number, 1):f}"


def _ends(low: Decimal, high: Decimal) -> str:
    return f"{_points(low)}–{_points(high)}"


def _interval(low: Decimal, high: Decimal) -> str:
    return _points(low) if low == high else f"{_points(low)}–{_points(high)}"
