"""The law, explained: forms that try facts under each pack, the worked cases, and the rules of the packs as pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

import patentfair
from patentfair.apps.rights.queries import with_calendar, years_loaded
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.rights import facts as f
from patentfair.domain.rights.decision import Decision, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.listing import ANSWERS, MARKS, Evidence, fired_by, laws, listing
from patentfair.domain.rights.law.names import spelled_out
from patentfair.web import labels
from patentfair.web.language import page_language
from patentfair.web.present import day, label, rights_row
from patentfair.web.public.law_forms import OFFICES, facts_of, form_of
from patentfair.web.refusals import sentence

__all__ = ["bounded_facts", "law", "rules"]

MOST_FACTS = 64 << 10
MOST_FACTS_SIGNED_IN = 1 << 20
EXAMPLES = Path(patentfair.__file__).resolve().parents[2] / "examples" / "rights"
UNITARY = Words("统一专利", "Unitary patents")


def bounded_facts(request: HttpRequest, data: bytes) -> bytes:
    """Facts from outside: a visitor's fit on a page; larger ones are for those who signed in."""
    limit = MOST_FACTS_SIGNED_IN if request.user.is_authenticated else MOST_FACTS
    if len(data) > limit:
        raise Invalid("facts.too-large", field="", limit=limit)
    return data


@cache
def _cases() -> dict[str, tuple[str, str, f.Facts]]:
    """The worked cases of the checkout by their names: office, text and facts; none where it is not at hand."""
    found = {}
    for path in sorted(EXAMPLES.glob("case-*.json")):
        text = path.read_text("utf-8")
        facts = f.decode_facts(text.encode())
        found[path.stem.removeprefix("case-")] = (_office(facts), text, facts)
    return found


@cache
def _evidence() -> Evidence:
    return Evidence(cases=fired_by((name, facts) for name, (_, _, facts) in _cases().items()))


def _office(facts: f.Facts) -> str:
    return "UP" if facts.right.right_type == "unitary_patent" else facts.right.office


def _office_name(office: str, language: str) -> str:
    return UNITARY.of(language) if office == "UP" else label(labels.OFFICES, office, language)


def law(request: HttpRequest) -> HttpResponse:
    """Explain how the engine decides and let anyone try facts; what the address holds is what is decided."""
    language = page_language()
    office = request.GET.get("office", "CN")
    if office not in OFFICES:
        office = "CN"
    case = request.GET.get("case", "")
    answered = "kind" in request.GET
    form = form_of(office, request.GET if answered else None, language)
    context: dict[str, Any] = {"form": form, "rows": [], "text": "", "office": office}
    decision: Decision | None = None
    if request.method == "POST":
        context["text"] = request.POST.get("facts", "")
        try:
            asked = f.decode_facts(bounded_facts(request, context["text"].encode()))
        except Invalid as error:
            context["problem"] = f"{sentence(error)} {error.data.get('field', '')}".strip()
        else:
            decision, kind = decide(with_calendar(asked)), asked.transaction.kind
    elif answered and form.is_valid():
        facts = with_calendar(facts_of(office, form.cleaned_data, language))
        decision, kind = decide(facts), facts.transaction.kind
        context["text"] = _text(facts)
    elif case in _cases():
        office, context["text"], _ = _cases()[case]
        context |= {"case": case, "office": office, "form": form_of(office, None, language)}
    if decision is not None:
        if (request.POST or request.GET).get("answer") == "json":
            return _download(decision)
        context["rows"] = [rights_row(kind if kind in labels.PANEL_KINDS else "", decision, language, is_open=True)]
        context["decision"] = decision
        context["download"] = f"?{request.GET.urlencode()}&answer=json" if request.method == "GET" else ""
    return render(request, "web/law.html", context | _surroundings(context["office"], language))


def _surroundings(office: str, language: str) -> dict[str, Any]:
    """The packs, the worked cases of the office chosen, and the calendars that are loaded."""
    loaded = years_loaded()
    return {
        "offices": [
            {"code": code, "name": _office_name(code, language), "current": code == office} for code in OFFICES
        ],
        "office_name": _office_name(office, language),
        "cases": [name for name, (of, _, _) in _cases().items() if of == office],
        "packs": [
            {
                "code": pack.office,
                "name": _office_name(pack.office, language),
                "answers": ANSWERS[pack.office][0].of(language),
                "version": pack.version,
                "start": day(pack.start),
                "because": ANSWERS[pack.office][1].of(language),
                "rules": len(laws(pack)),
            }
            for pack in PACKS
        ],
        "calendars": [
            {"name": _office_name(code, language), "years": loaded.get(code, [])}
            for code in dict.fromkeys("EP" if code == "UP" else code for code in OFFICES)
        ],
    }


def _download(decision: Decision) -> HttpResponse:
    body = msgspec.json.format(msgspec.json.encode(to_json(decision)), indent=2)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="decision.json"'
    return response


def _text(facts: f.Facts) -> str:
    """Facts as JSON to read: without what is unknown."""
    return msgspec.json.format(msgspec.json.encode(_known(msgspec.to_builtins(facts))), indent=2).decode()


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(one) for key, one in value.items() if one is not None}
    return [_known(one) for one in value] if isinstance(value, list | tuple) else value


def rules(request: HttpRequest, office: str) -> HttpResponse:
    """The rules of one pack: what each says, its article, since when, how it was checked, and cases that show it."""
    language = page_language()
    pack = next((one for one in PACKS if one.office == office.upper()), None)
    if pack is None:
        raise Http404
    answers, begins = ANSWERS[pack.office]
    context = {
        "office": pack.office,
        "name": _office_name(pack.office, language),
        "version": pack.version,
        "start": day(pack.start),
        "answers": answers.of(language),
        "because": begins.of(language),
        "offices": [
            {"code": one.office, "name": _office_name(one.office, language), "current": one is pack} for one in PACKS
        ],
        "rules": [
            {
                "id": one.law.id,
                "title": one.law.title.of(language),
                "other_title": one.law.title.of("en" if language == "zh" else "zh"),
                "article": spelled_out(one.law.basis, language),
                "from": day(one.law.start),
                "until": day(one.law.end),
                "mark": MARKS[one.law.mark].of(language),
                "verified": one.law.mark != "GK",
                "cases": one.cases,
            }
            for one in listing(pack, _evidence())
        ],
    }
    return render(request, "web/law_rules.html", context)
