"""The law, explained; and a form that tries facts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.rights import facts as f
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.scope import Box
from patentfair.web import labels
from patentfair.web.choices import EVALUATION_REPORT, EXPORT_CATALOGUE, SECRECY, YES_NO_UNKNOWN, choose
from patentfair.web.language import page_language
from patentfair.web.present import rights_row
from patentfair.web.refusals import sentence

__all__ = ["bounded_facts", "law"]

NAMES = (
    Words("权利人", "the owner"),
    Words("共有人", "the co-owner"),
    Words("对方", "the other side"),
    Words("质权人", "the pledgee"),
    Words("在先被许可人", "the earlier licensee"),
)


class TryForm(forms.Form):
    """The facts that decide most cases; what is left open stays unknown."""

    kind = forms.ChoiceField(label=_("What is to be done"))
    right_type = forms.ChoiceField(label=_("Kind of right"))
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("granted", _("granted")), ("application", _("application, not yet granted"))]
    )
    co_owners = forms.ChoiceField(label=_("Are there co-owners?"), choices=YES_NO_UNKNOWN, required=False)
    consent = forms.ChoiceField(
        label=_("Co-owners' or pledgee's consent"),
        choices=[("not_asked", _("not asked yet")), ("given", _("given")), ("refused", _("refused"))],
        required=False,
    )
    existing = forms.ChoiceField(label=_("Licence that exists already"), required=False)
    pledged = forms.ChoiceField(label=_("Is a pledge registered?"), choices=YES_NO_UNKNOWN, required=False)
    fees_paid = forms.ChoiceField(label=_("Are the annuities paid?"), choices=YES_NO_UNKNOWN, required=False)
    report = forms.ChoiceField(
        label=_("Patent right evaluation report"),
        choices=EVALUATION_REPORT,
        required=False,
    )
    owner_kind = forms.ChoiceField(
        label=_("The owner is"),
        choices=[
            ("company", _("a company")),
            ("public_research", _("a university or research institute")),
            ("soe", _("a state-owned enterprise")),
            ("person", _("a person")),
        ],
    )
    agreement = forms.ChoiceField(
        label=_("Agreement among the co-owners"),
        choices=[
            ("", _("not known")),
            ("none", _("none, or nothing about licences and transfer")),
            ("no_solo_licence", _("no licence without the others")),
        ],
        required=False,
    )
    seat = forms.ChoiceField(
        label=_("Where the other side has its seat"),
        choices=[
            ("CN", _("mainland China")),
            ("HK", _("Hong Kong, Macao or Taiwan")),
            ("DE", _("abroad")),
        ],
    )
    technology = forms.ChoiceField(
        label=_("Export catalogue"),
        required=False,
        choices=EXPORT_CATALOGUE,
    )
    funding = forms.ChoiceField(label=_("Is it a result of public funding?"), choices=YES_NO_UNKNOWN, required=False)
    secrecy = forms.ChoiceField(
        label=_("Secrecy"),
        required=False,
        choices=SECRECY,
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = (
            "assignment",
            "exclusive_licence",
            "sole_licence",
            "ordinary_licence",
            "open_licence_declaration",
            "pledge",
        )
        choose(self, "kind", [(kind, labels.PANEL_KINDS[kind].of(language)) for kind in offered])
        choose(
            self,
            "right_type",
            [(kind, labels.RIGHT_TYPES[kind].of(language)) for kind in ("invention", "utility_model", "design")],
        )
        choose(
            self,
            "existing",
            [
                ("unknown", _("not known")),
                ("", _("none")),
                *((kind, labels.KINDS[kind].of(language)) for kind in ("exclusive", "sole", "ordinary")),
                ("open_declaration", labels.PANEL_KINDS["open_licence_declaration"].of(language)),
            ],
        )


MOST_FACTS = 64 << 10


def bounded_facts(request: HttpRequest, data: bytes) -> bytes:
    """Facts from outside: a visitor's fit on a page; larger ones are for those who signed in."""
    if len(data) > MOST_FACTS and not request.user.is_authenticated:
        raise Invalid("facts.too-large", field="", limit=MOST_FACTS)
    return data


def law(request: HttpRequest) -> HttpResponse:
    """Explain how the engine decides and let anyone try facts; what the address holds is what is decided."""
    language = page_language()
    form = TryForm(request.GET or None, language=language)
    context: dict[str, object] = {"form": form, "rows": [], "text": request.POST.get("facts", "")}
    if request.GET and form.is_valid():
        decision = decide(_facts(form.cleaned_data, language))
        context["rows"] = [rights_row(form.cleaned_data["kind"], decision, language, is_open=True)]
        context["decision"] = decision
    if request.method == "POST":
        try:
            decision = decide(f.decode_facts(bounded_facts(request, request.POST.get("facts", "").encode())))
        except Invalid as error:
            context["problem"] = f"{sentence(error)} {error.data.get('field', '')}".strip()
        else:
            context["rows"] = [rights_row("", decision, language, is_open=True)]
            context["decision"] = decision
    return render(request, "web/law.html", context)


def _facts(data: dict[str, str], language: str) -> f.Facts:
    """Plain answers as the engine's facts. Parties bear names, since findings quote them."""
    owner, co_owner, other_side, pledgee, earlier = (words.of(language) for words in NAMES)
    today = timezone.localdate()
    granted = data["stage"] == "granted"
    co_owned, pledged = data["co_owners"], data["pledged"]
    share = {"yes": "1/2", "no": "1/1"}.get(co_owned)
    interests = None
    if co_owned:
        names = (owner, co_owner) if co_owned == "yes" else (owner,)
        agreement: tuple[Any, ...] | None = {"": None, "none": ()}.get(data["agreement"], (data["agreement"],))
        if co_owned == "no":
            agreement = ()
        interests = tuple(
            f.Interest(owner=name, share=share, registered=True, start=today - timedelta(days=900), agreement=agreement)
            for name in names
        )
    grants: tuple[f.Grant, ...] | None = ()
    if data["existing"] == "unknown":
        grants = None
    elif data["existing"]:
        grants = (
            f.Grant(
                id="earlier",
                kind=data["existing"],  # type: ignore[arg-type]
                grantor=owner,
                grantee=earlier,
                executed=today - timedelta(days=400),
                recorded=True,
            ),
        )
    burdens: tuple[f.Encumbrance, ...] | None = () if pledged == "no" else None
    if pledged == "yes":
        burdens = (
            f.Encumbrance(
                id="pledge", kind="pledge", holder=pledgee, registered=True, start=today - timedelta(days=200)
            ),
        )
    fees = {"yes": (), "no": (f.Fee(due=today - timedelta(days=30), paid=False),)}.get(data["fees_paid"])
    return f.Facts(
        right=f.Right(
            office="CN",
            right_type=data["right_type"],  # type: ignore[arg-type]
            stage="granted" if granted else "application",
            published=True,
            filing=today - timedelta(days=1500),
            grant=today - timedelta(days=600) if granted else None,
            fees=fees,
            evaluation_report=data["report"] or None,  # type: ignore[arg-type]
            secrecy=data["secrecy"] or None,  # type: ignore[arg-type]
            technology=data["technology"] or None,  # type: ignore[arg-type]
            same_day_pair="none",
            invalidity_pending=False,
            service_invention=data["owner_kind"] != "person",
        ),
        transaction=f.Transaction(
            kind=data["kind"],  # type: ignore[arg-type]
            grantors=(owner,),
            grantee=other_side,
            scope=(Box(),),
            effective=today,
            signed=today,
            written=True,
            consents=tuple(
                f.Consent(party=name, answer=data["consent"] or "not_asked")  # type: ignore[arg-type]
                for name in (co_owner, pledgee)
            ),
        ),
        context=f.Context(as_of=today),
        parties=(
            f.Party(id=owner, kind=data["owner_kind"], seat="CN", nationality="CN"),  # type: ignore[arg-type]
            f.Party(
                id=other_side,
                kind="company",
                seat=data["seat"],
                nationality=data["seat"],
            ),
        ),
        interests=interests,
        grants=grants,
        encumbrances=burdens,
        funding={"no": (), "yes": (f.Funding(subject_invention=True),)}.get(data["funding"]),
    )
