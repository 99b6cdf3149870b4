"""What the deal room shows: whose turn it is, the talks, the terms, what the law says, what comes next."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.actions.legal_checks import decide_sheet, formalities_missing, strictest
from patentfair.apps.market.actions.moves import helps
from patentfair.apps.market.models import Deal, TermSheet
from patentfair.apps.market.queries import may_name, side_of, terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.queries import act_of, publicly_known
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import RUNNING, DealAct, DealState, Side, acts_open_to, turn_of
from patentfair.domain.market.kinds import Step, kind_of, steps_of
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.rights.decision import Decision
from patentfair.web import labels
from patentfair.web.deals.head import head
from patentfair.web.deals.price_notices import price_notice_panel
from patentfair.web.deals.terms_words import history, terms_rows
from patentfair.web.present import day, label, organisation_name, party_name, rights_row
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import MessageForm, RecordalForm, SignForm

__all__ = ["CONSENT_STATES", "law_rows", "room_context"]

CONSENT_STATES = {
    "asked": Words("已征询，待答复", "Asked, not answered yet"),
    "given": Words("已同意", "Given"),
    "refused": Words("已拒绝", "Refused"),
}
_TALKING = (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED)
_SIGNED = (DealState.CONDITIONAL, *RUNNING)
_OVER = (DealState.DECLINED, DealState.WITHDRAWN, DealState.LAPSED, DealState.TERMINATED, DealState.ENDED)


def room_context(request: PageRequest, deal: Deal, language: str) -> dict[str, Any]:
    """Context of `web/deal.html`."""
    actor, state = request.actor, DealState(deal.state)
    side = side_of(actor, deal)
    speaks = side_of(actor, deal, "negotiate") is not None
    signs = side_of(actor, deal, "sign") is not None
    turn = turn_of(state, Side(deal.last_side) if deal.last_side else None)
    sheets = [one for one in deal.sheets.order_by("-number") if not hasattr(one, "amendment") or _counts(deal, one)]
    latest = sheets[0] if sheets else None
    terms = terms_of(latest) if latest else None
    open_acts = set(acts_open_to(side, state)) if side and speaks else set()
    answers = decide_sheet(deal, latest) if latest and state in _TALKING else {}
    context = head(request, deal, language, "deal")
    names = {Side.GRANTOR.value: context["grantor"], Side.GRANTEE.value: context["grantee"]}
    may_answer = turn is not None and turn is side
    return {
        **context,
        "steps": _steps(deal, state, terms, language),
        "turn": names.get(turn.value, "") if turn else "",
        "is_our_turn": may_answer,
        "clock": _clock(deal),
        "messages_": _messages(deal, side, names),
        "latest": latest,
        "terms_rows": terms_rows(terms, language) if terms else [],
        "proposed_by": names.get(latest.side, "") if latest else "",
        "history": history(sheets, names, language),
        "rights_rows": law_rows(deal, terms, answers, language) if terms else [],
        "outcome": strictest(answers)[1].outcome.name if answers else "",
        "missing_formalities": any(formalities_missing(one) for one in answers.values()),
        "consent_rows": [
            {
                "name": organisation_name(one.organisation, language)
                if may_name(actor, one)
                else party_name(one.organisation_id, language, ()),
                "rule": one.rule,
                "state": label(CONSENT_STATES, one.state, language),
                "pk": one.pk,
                "may_decide": one.state == "asked" and actor.may_act_for(one.organisation_id, "sign"),
            }
            for one in deal.consents.select_related("organisation")
            if latest and one.sheet_hash == latest.hash
        ],
        "signatures": [
            {"name": s.name, "organisation": names.get(s.side, ""), "when": day(timezone.localdate(s.at))}
            for s in (deal.agreed_sheet.signatures.all() if deal.agreed_sheet else ())
        ],
        "we_signed": bool(side and deal.agreed_sheet and deal.agreed_sheet.signatures.filter(side=side.value).exists()),
        "can": {
            "answer": DealAct.ANSWER in open_acts and may_answer,
            "decline": DealAct.DECLINE in open_acts and (state is not DealState.INQUIRY or may_answer),
            "withdraw": DealAct.WITHDRAW in open_acts and not may_answer,
            "propose": DealAct.PROPOSE in open_acts,
            "accept": DealAct.AGREE in open_acts
            and latest is not None
            and side is not None
            and latest.side != side.value,
            "sign": bool({DealAct.SIGN_FIRST, DealAct.SIGN_LAST} & open_acts) and signs,
            "record": state is DealState.IN_FORCE and (_may_file(deal, terms, speaks=speaks) or helps(actor, deal)),
            "talk": speaks and state in (*_TALKING, *_SIGNED),
            "recheck": speaks and latest is not None and state in _TALKING,
            "formalities": speaks and state in _TALKING,
        },
        "price_notice": price_notice_panel(deal, actor, language),
        "has_changes": state in _SIGNED or state in (DealState.TERMINATED, DealState.LAPSED),
        "filing": _filing(terms),
        "message_form": MessageForm(),
        "sign_form": SignForm(),
        "recordal_form": RecordalForm(initial={"recorded_on": timezone.localdate()}),
        "codes": [(code.value, code.label.of(language)) for code in NotAFit],
        "refusal": _refusal(deal, language),
        "recordal_due": day(deal.recordal_due),
        "recorded_on": day(deal.recorded_on),
        "ended_on": day(deal.ended_on),
        "has_contract": deal.agreed_sheet is not None,
        "entries": [
            {
                "at": timezone.localtime(e.at).strftime("%Y-%m-%d %H:%M"),
                "event": e.event,
                "hash": bytes(e.hash).hex()[:16],
            }
            for e in entries_of(f"deal:{deal.pk}")
        ],
    }


def _counts(deal: Deal, sheet: TermSheet) -> bool:
    """Whether an amendment's version has become the terms in force."""
    return deal.agreed_sheet_id == sheet.pk


def _refusal(deal: Deal, language: str) -> str:
    if deal.refusal_code in set(NotAFit):
        return NotAFit(deal.refusal_code).label.of(language)
    return label(labels.REFUSALS, deal.refusal_code, language) if deal.refusal_code else ""


def _filing(terms: Terms | None) -> str:
    """What the office is told in the end: "recordal", "registration", "pledge_registration" or nothing."""
    if terms is None:
        return ""
    if terms.conveys is DealKind.ASSIGNMENT:
        return "registration"
    return kind_of(terms.kind).filing or ""


def _may_file(deal: Deal, terms: Terms | None, *, speaks: bool) -> bool:
    """A side enters the recordal of a licence; of title and pledges only the center does."""
    return speaks and _filing(terms) == "recordal" and deal.agreed_sheet_id is not None


def law_rows(deal: Deal, terms: Terms, answers: dict[Patent, Decision], language: str) -> list[dict[str, Any]]:
    """A row of the rights matrix for each patent; the first is open."""
    rows = []
    for number, (patent, decision) in enumerate(answers.items()):
        act = act_of(terms, patent=patent, grantor=deal.grantor, today=timezone.localdate())[0]
        known = publicly_known(patent) | {deal.grantor_id, deal.grantee_id}
        row = rights_row(act, decision, language, is_open=not number, known=known)
        if len(answers) > 1:
            row["kind_label"] = f"{patent.key} · {row['kind_label']}"
            row["kind"] = f"{act}-{number}"
        rows.append(row)
    return rows


def _steps(deal: Deal, state: DealState, terms: Terms | None, language: str) -> list[dict[str, str]]:
    agreed = deal.agreed_sheet
    asked = deal.consents.filter(sheet_hash=agreed.hash) if agreed else deal.consents.none()
    noticed = deal.price_notices.exists()
    names = steps_of(
        DealKind(deal.kind),
        confidential=deal.non_disclosures.filter(withdrawn_at=None)
        .exclude(grantor_at=None)
        .exclude(grantee_at=None)
        .exists(),
        consents=asked.exists(),
        notice=noticed,
        conditions=bool(terms and terms.conditions),
    )
    at = _current(deal, state, names, waiting=asked.filter(state="asked").exists(), noticed=noticed)
    place = names.index(at) if at in names else 0
    return [
        {
            "label": labels.STEPS[name].of(language),
            "state": "done" if number < place else "current" if number == place else "todo",
        }
        for number, name in enumerate(names)
    ]


def _current(deal: Deal, state: DealState, names: tuple[Step, ...], *, waiting: bool, noticed: bool) -> Step:
    if state in (DealState.INQUIRY, DealState.NEGOTIATION, DealState.CONDITIONAL):
        return {"inquiry": "inquiry", "negotiation": "negotiation", "conditional": "conditions"}[state.value]  # type: ignore[return-value]
    if state in (DealState.AGREED, DealState.PARTLY_SIGNED):
        if waiting and "consents" in names:
            return "consents"
        return "price_notice" if noticed and deal.price_notices.filter(state="open").exists() else "signing"
    if state in _OVER:
        return "end"
    if state is DealState.IN_FORCE and "filing" in names:
        return "filing"
    return "option" if "option" in names and deal.option_exercised_on is None else "performance"


def _messages(deal: Deal, side: Side | None, names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "author": message.author.name if message.author else "",
            "on_behalf_of": names.get(message.side, ""),
            "side": "ours" if side and message.side == side.value else "theirs",
            "text": message.text,
            "when": timezone.localtime(message.at).strftime("%Y-%m-%d %H:%M"),
        }
        for message in deal.messages.select_related("author").order_by("pk")
    ]


def _clock(deal: Deal) -> dict[str, str]:
    """The answer clock of an inquiry, the recordal date of a grant in force."""
    now = timezone.now()
    if deal.state == "inquiry":
        state = "overdue" if deal.answer_due < now else "soon" if (deal.answer_due - now).days < 2 else "running"
        return {"due": day(timezone.localdate(deal.answer_due)), "label": _("Answer due"), "state": state}
    if deal.state == "in_force" and deal.recordal_due:
        left = (deal.recordal_due - timezone.localdate()).days
        state = "overdue" if left < 0 else "soon" if left < 30 else "running"
        return {"due": day(deal.recordal_due), "label": _("Recordal due"), "state": state}
    return {}
