"""Value a patent point by point, keep the report, show it across the table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.adapters.documents.valuation_report import ValuationPaper, valuation_paper
from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import VALUATIONS
from patentfair.apps.market.actions.valuations import make_valuation, share_valuation
from patentfair.apps.market.models import Valuation
from patentfair.apps.market.prices import publication
from patentfair.apps.market.valuing import Reckoned, reckoned, record_facts
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.market.valuation import span
from patentfair.domain.market.valuation_indicators import LEAVES
from patentfair.domain.market.valuation_money import NOT_ONE_PRICE, Estimate
from patentfair.domain.market.valuation_prefill import cautions, prefill, whole_years
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, organisation_name
from patentfair.web.public.price_help import band_row, sum_text
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.valuation_form import ValuationForm

__all__ = ["report", "report_pdf", "share", "value"]

WITH = ("patent", "organisation", "made_by")


@signed_in
def value(request: PageRequest, number: str) -> HttpResponse:
    """Value a patent for one's organisation; what the record tells is filled in with its reason."""
    actor, language, today = request.actor, page_language(), timezone.localdate()
    patent = find(number)
    if patent is None:
        raise NotFound("not-found", what="patent")
    mine = list(Organisation.objects.filter(pk__in=actor.acting_for("draft")).order_by("pk"))
    if not mine:
        messages.info(request, _("Valuations are kept by organisations. Register yours first."))
        return redirect("organisation-new")
    facts = record_facts(patent, _asked(request, mine), today)
    form = ValuationForm(
        request.POST or None,
        language=language,
        organisations=[(one.pk, organisation_name(one, language)) for one in mine],
        prefilled=prefill(facts),
        initial={"years_left": whole_years(today, patent.term_end) if patent.term_end else None},
    )
    if request.method == "POST" and form.is_valid():
        organisation = next(one for one in mine if one.pk == form.cleaned_data["organisation"])
        try:
            made = make_valuation(
                actor=actor,
                organisation=organisation,
                patent=patent,
                weights=form.weights(),
                scores=form.scores(),
                reasons=form.reasons(),
                money=form.money(publication(today), patent.field),
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Kept. Nobody outside your organisation sees it unless you show it."))
            return redirect("valuation", pk=made.pk)
    kept = visible(Valuation.objects.filter(patent=patent).select_related(*WITH), VALUATIONS, "read", actor)
    context = {
        "patent": patent,
        "title": patent.title_in(language),
        "title_language": patent.title_language(language),
        "form": form,
        "cautions": [words.of(language) for words in cautions(facts)],
        "kept": [_kept(one, language) for one in kept.order_by("-pk")[:50]],
        "not_one_price": NOT_ONE_PRICE.of(language),
    }
    return render(request, "web/valuation_form.html", context)


def _asked(request: PageRequest, mine: list[Organisation]) -> Organisation:
    """The organisation the form was sent for, else the first."""
    wanted = request.POST.get("organisation", "")
    return next((one for one in mine if str(one.pk) == wanted), mine[0])


def _kept(valuation: Valuation, language: str) -> dict[str, Any]:
    found = reckoned(valuation)
    low, high = span(found.report, found.shifts)
    return {
        "pk": valuation.pk,
        "organisation": organisation_name(valuation.organisation, language),
        "on": day(timezone.localdate(valuation.made_at)),
        "low": _points(low),
        "high": _points(high),
        "is_shared": valuation.is_shared,
    }


def _valuation(request: PageRequest, pk: int, act: str) -> Valuation:
    return fetch(Valuation.objects.select_related(*WITH), VALUATIONS, act, request.actor, pk=pk)


@signed_in
def report(request: PageRequest, pk: int) -> HttpResponse:
    """Every input, every weight, the interval and what moves it, and the three views of money."""
    valuation, language = _valuation(request, pk, "read"), page_language()
    found = reckoned(valuation)
    patent: Patent = valuation.patent
    low, high = span(found.report, found.shifts)
    context = {
        "valuation": valuation,
        "patent": patent,
        "title": patent.title_in(language),
        "title_language": patent.title_language(language),
        "organisation": organisation_name(valuation.organisation, language),
        "made": day(timezone.localdate(valuation.made_at)),
        "is_own": request.actor.may_act_for(valuation.organisation_id, "draft"),
        "may_share": request.actor.may_act_for(valuation.organisation_id, "negotiate"),
        "low": _points(low),
        "high": _points(high),
        "basis": found.report.scheme.basis.of(language),
        "scheme": found.report.scheme.name.of(language),
        "cautions": [words.of(language) for words in found.report.cautions],
        "lines": [_line(line, found, language) for line in found.report.lines],
        "lowering": [
            {
                "name": one.name.of(language),
                "points": _points(one.points),
                "next": one.next_step.words.of(language),
            }
            for one in found.report.lowering
        ],
        "unknown": [
            {
                "name": LEAVES[code].name.of(language),
                "question": question.of(language) if (question := LEAVES[code].question) else "",
            }
            for code in found.report.unknown
        ],
        "shifts": _shifts(found, language),
        "money": _money(found, language),
        "not_one_price": NOT_ONE_PRICE.of(language),
    }
    return render(request, "web/valuation.html", context)


def _line(line: Any, found: Reckoned, language: str) -> dict[str, Any]:
    why = found.reasons.get(line.code)
    return {
        "level": line.level,
        "is_leaf": line.code in LEAVES,
        "name": line.name.of(language),
        "weight": f"{(line.weight * 100).normalize():f}%",
        "share": f"{_points(line.share * 100)}%",
        "score": "" if line.score is None else f"{line.score.normalize():f}",
        "interval": _interval(line.low, line.high),
        "adds": _interval(line.adds_low, line.adds_high),
        "why": why.words.of(language) if why else "",
        "from_record": bool(why and why.from_record),
    }


def _points(number: Decimal) -> str:
    """One decimal, for reading; the report reckons exactly."""
    return f"{round(number, 1):f}"


def _interval(low: Decimal, high: Decimal) -> str:
    return _points(low) if low == high else f"{_points(low)}–{_points(high)}"


def _shifts(found: Reckoned, language: str) -> list[dict[str, str]]:
    names = {line.code: line.name.of(language) for line in found.report.lines}
    return [
        {
            "name": names[one.code],
            "by": f"{one.by * 100:+.0f}",
            "weight": f"{(one.weight * 100).normalize():f}%",
            "interval": f"{one.low:f}–{one.high:f}",
            "change": f"{one.change_low:+f} / {one.change_high:+f}",
        }
        for one in found.shifts
    ]


def _three(estimate: Estimate) -> list[str]:
    return [sum_text(number) for number in (estimate.low, estimate.likely, estimate.high)]


def _money(found: Reckoned, language: str) -> dict[str, Any]:
    inputs = found.inputs
    told: dict[str, Any] = {"currency": inputs.currency, "bands_of": inputs.bands_of, "asked": bool(inputs.market_kind)}
    if found.cost is not None:
        told["cost"] = {
            "lines": [
                {
                    "name": line.cost.name,
                    "year": line.cost.year,
                    "amount": sum_text(line.cost.amount.amount),
                    "index": f"{line.index.normalize():f}" if line.index is not None else "",
                    "indexed": sum_text(line.indexed.amount),
                }
                for line in found.cost.lines
            ],
            "spent": sum_text(found.cost.spent.amount),
            "indexed": sum_text(found.cost.indexed.amount),
            "year": found.cost.year,
        }
    if found.market is not None:
        told["market"] = [
            band_row(band, language) for band in (found.market.upfront, found.market.royalty) if band is not None
        ]
    if found.income is not None:
        told["income"] = {
            "years": [
                {"number": one.number, "base": _three(one.base), "present": _three(one.present)}
                for one in found.income.years
            ],
            "rate": [f"{n.normalize():f}" for n in _each(found.income.rate)],
            "discount": [f"{n.normalize():f}" for n in _each(found.income.discount)],
            "total": _three(found.income.total),
            "left_out": found.income.left_out,
        }
    return told


def _each(estimate: Estimate) -> tuple[Decimal, Decimal, Decimal]:
    return estimate.low, estimate.likely, estimate.high


@signed_in
def report_pdf(request: PageRequest, pk: int) -> HttpResponse:
    """The report as a paper in both languages."""
    valuation = _valuation(request, pk, "read")
    found = reckoned(valuation)
    paper = valuation_paper(
        ValuationPaper(
            number=f"PF-V-{valuation.made_at.year}-{valuation.pk:06d}",
            patent=valuation.patent.key,
            title_zh=valuation.patent.title_in("zh"),
            title_en=valuation.patent.title_in("en"),
            organisation_zh=organisation_name(valuation.organisation, "zh"),
            organisation_en=organisation_name(valuation.organisation, "en"),
            made_on=timezone.localdate(valuation.made_at),
            report=found.report,
            shifts=found.shifts,
            reasons={code: why.words for code, why in found.reasons.items()},
            cost=found.cost,
            market=found.market,
            income=found.income,
            is_sample=valuation.is_sample or valuation.organisation.is_sample,
        )
    )
    response = HttpResponse(paper_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="valuation-{valuation.pk}.pdf"'
    return response


@signed_in
@require_POST
def share(request: PageRequest, pk: int) -> HttpResponse:
    """Show the valuation to the other side, or take it back."""
    valuation = _valuation(request, pk, "share")
    shared = request.POST.get("shared") == "yes"
    share_valuation(actor=request.actor, valuation=valuation, shared=shared)
    messages.success(
        request,
        _("Those you have talks or a deal with about this patent see it now.") if shared else _("Taken back."),
    )
    return redirect("valuation", pk=pk)
