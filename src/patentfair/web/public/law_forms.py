"""Forms that try facts: plain answers for each office that has a pack, and the facts they stand for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights import facts as f
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.scope import Box
from patentfair.web import labels
from patentfair.web.choices import EVALUATION_REPORT, EXPORT_CATALOGUE, SECRECY, YES_NO_UNKNOWN, choose

__all__ = ["OFFICES", "facts_of", "form_of"]

OFFICES = tuple(pack.office for pack in PACKS)
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


class ForeignForm(forms.Form):
    """The facts that decide most cases outside China; what is left open stays unknown."""

    kind = forms.ChoiceField(label=_("What is to be done"))
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("granted", _("granted")), ("application", _("application, not yet granted"))]
    )
    co_owners = forms.ChoiceField(label=_("Are there co-owners?"), choices=YES_NO_UNKNOWN, required=False)
    consent = forms.ChoiceField(
        label=_("Co-owners', pledgee's or earlier licensee's consent"),
        choices=[("not_asked", _("not asked yet")), ("given", _("given")), ("refused", _("refused"))],
        required=False,
    )
    existing = forms.ChoiceField(label=_("Licence that exists already"), required=False)
    recorded = forms.ChoiceField(label=_("Is that licence in the register?"), choices=YES_NO_UNKNOWN, required=False)
    known = forms.ChoiceField(label=_("Does the other side know of it?"), choices=YES_NO_UNKNOWN, required=False)
    pledged = forms.ChoiceField(label=_("Is a pledge registered?"), choices=YES_NO_UNKNOWN, required=False)
    fees_paid = forms.ChoiceField(label=_("Are the annuities paid?"), choices=YES_NO_UNKNOWN, required=False)
    signed = forms.ChoiceField(
        label=_("Signed by"),
        required=False,
        choices=[
            ("", _("not known")),
            ("both", _("both sides")),
            ("grantor", _("the one who grants, alone")),
            ("nobody", _("nobody yet")),
        ],
    )
    registered = forms.ChoiceField(label=_("Is the act itself registered?"), choices=YES_NO_UNKNOWN, required=False)
    disclaimer = forms.ChoiceField(label=_("Terminal disclaimer?"), choices=YES_NO_UNKNOWN, required=False)
    funding = forms.ChoiceField(label=_("Is it a result of public funding?"), choices=YES_NO_UNKNOWN, required=False)
    applicant = forms.ChoiceField(
        label=_("Seat of the first applicant when it was filed"),
        required=False,
        choices=[
            ("", _("not known")),
            ("DE", _("Germany")),
            ("FR", _("France")),
            ("US", _("outside the states it covers")),
        ],
    )

    def __init__(self, *args: Any, office: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = ["assignment", "share_assignment", "exclusive_licence", "sole_licence", "ordinary_licence", "pledge"]
        existing = ["exclusive", "sole", "ordinary"]
        names = {kind: labels.PANEL_KINDS[kind].of(language) for kind in acts}
        opened = labels.OPEN_DECLARATIONS.get(office)
        if opened is not None:
            names["open_licence_declaration"] = opened.of(language)
        choose(self, "kind", names.items())
        choose(
            self,
            "existing",
            [
                ("unknown", _("not known")),
                ("", _("none")),
                *((kind, labels.KINDS[kind].of(language)) for kind in existing),
                *([("open_declaration", opened.of(language))] if opened is not None else []),
            ],
        )
        for name, offices in (("disclaimer", ("US",)), ("funding", ("US",)), ("applicant", ("UP",))):
            if office not in offices:
                del self.fields[name]
        if office in ("EP", "UP"):
            del self.fields["stage"]


def form_of(office: str, data: Any, language: str) -> TryForm | ForeignForm:
    """The form whose questions fit the office."""
    if office == "CN":
        return TryForm(data, language=language)
    return ForeignForm(data, office=office, language=language)


def facts_of(office: str, data: dict[str, str], language: str) -> f.Facts:
    """Plain answers as the engine's facts. Parties bear names, since findings quote them."""
    return _chinese(data, language) if office == "CN" else _foreign(office, data, language)


_YES_NO = {"yes": True, "no": False}
_SIGNED = {"both": 2, "grantor": 1, "nobody": 0}


def _foreign(office: str, data: dict[str, str], language: str) -> f.Facts:
    owner, co_owner, other_side, pledgee, earlier = (words.of(language) for words in NAMES)
    today = timezone.localdate()
    opened = data["kind"] == "open_licence_declaration"
    home = "DE" if office in ("EP", "UP") else office
    signed = _SIGNED.get(data["signed"])
    sides = (owner,) if opened else (owner, other_side)
    agreement: tuple[Any, ...] | None = () if data["co_owners"] else None
    owners = {"yes": (owner, co_owner), "no": (owner,)}.get(data["co_owners"])
    existing = data["existing"]
    grants: tuple[f.Grant, ...] | None = None if existing == "unknown" else ()
    if existing and existing != "unknown":
        grants = (
            f.Grant(
                id="earlier",
                kind=existing,  # type: ignore[arg-type]
                grantor=owner,
                grantee=None if existing == "open_declaration" else earlier,
                effective=today - timedelta(days=400),
                recorded=_YES_NO.get(data["recorded"]),
                known_to_grantee=_YES_NO.get(data["known"]),
            ),
        )
    burdens: tuple[f.Encumbrance, ...] | None = () if data["pledged"] == "no" else None
    if data["pledged"] == "yes":
        start = today - timedelta(days=200)
        burdens = (f.Encumbrance(id="pledge", kind="pledge", holder=pledgee, registered=True, start=start),)
    return f.Facts(
        right=_foreign_right(office, data),
        transaction=f.Transaction(
            kind=data["kind"],  # type: ignore[arg-type]
            grantors=(owner,),
            grantee=None if opened else other_side,
            effective=today,
            signed=today,
            written=None if signed is None else signed > 0,
            signed_by=None if signed is None else sides[:signed],
            registered=_YES_NO.get(data["registered"]),
            for_value=True,
            consents=tuple(
                f.Consent(party=name, answer=data["consent"] or "not_asked")  # type: ignore[arg-type]
                for name in (co_owner, pledgee, earlier)
            ),
        ),
        context=f.Context(as_of=today),
        parties=tuple(f.Party(id=name, kind="company", seat=home) for name in (owner, co_owner, other_side)),
        interests=None
        if owners is None
        else tuple(
            f.Interest(owner=name, share=f"1/{len(owners)}", registered=True, agreement=agreement) for name in owners
        ),
        grants=grants,
        encumbrances=burdens,
        funding={"no": (), "yes": (f.Funding(subject_invention=True),)}.get(data.get("funding", "no")),
    )


def _foreign_right(office: str, data: dict[str, str]) -> f.Right:
    today = timezone.localdate()
    granted = data.get("stage", "application" if office == "EP" else "granted") == "granted"
    applicant, states = data.get("applicant"), ("DE", "FR") if office in ("EP", "UP") else None
    late = f.Fee(due=today - timedelta(days=30), paid=False)
    return f.Right(
        office="EP" if office == "UP" else office,
        right_type="unitary_patent" if office == "UP" else "invention",
        stage="granted" if granted else "application",
        published=True,
        filing=today - timedelta(days=2900),
        grant=today - timedelta(days=1400) if granted else None,
        fees={"yes": (), "no": (late,)}.get(data["fees_paid"]),
        states=states,
        applicants_at_filing=(f.Applicant(seat=applicant, places_of_business=()),) if applicant else None,
        terminal_disclaimer={"yes": ("US-2",), "no": ()}.get(data.get("disclaimer", "")),
        secrecy="none",
    )


def _chinese(data: dict[str, str], language: str) -> f.Facts:
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
