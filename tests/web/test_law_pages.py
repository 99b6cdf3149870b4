"""The law's pages: a form for every office, worked cases, the answer as data, and the rules of every pack."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from patentfair.apps.rights.models import RestDay
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import decode_facts
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.listing import laws
from patentfair.web.public.law_forms import OFFICES, facts_of, form_of

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "examples" / "rights"
ANSWERS = {
    "kind": "ordinary_licence",
    "right_type": "invention",
    "stage": "granted",
    "co_owners": "no",
    "consent": "not_asked",
    "existing": "",
    "recorded": "",
    "known": "",
    "pledged": "no",
    "fees_paid": "yes",
    "report": "",
    "owner_kind": "company",
    "agreement": "none",
    "seat": "CN",
    "technology": "free",
    "funding": "no",
    "secrecy": "none",
    "signed": "both",
    "registered": "yes",
    "disclaimer": "no",
    "applicant": "DE",
}


def shown(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("office", OFFICES)
def test_every_office_has_its_own_form_and_its_own_answer(client, office):
    page = shown(client.get("/en/law", {"office": office, **ANSWERS}))
    pack = next(one for one in PACKS if one.office == office)
    assert f"Rules applied: {office}, version {pack.version}." in page
    assert 'class="outcome' in page
    data = client.get("/en/law", {"office": office, **ANSWERS, "answer": "json"})
    assert data["Content-Disposition"].startswith("attachment")
    answer = json.loads(data.content)
    assert (answer["pack"], answer["outcome"]) == (office, "ALLOWED")


def test_questions_fit_the_office(client):
    def asked(office):
        return set(re.findall(r'<select[^>]* name="(\w+)"', shown(client.get("/en/law", {"office": office}))))

    assert {"technology", "report", "secrecy"} <= asked("CN")
    assert {"disclaimer", "funding", "signed", "recorded"} <= asked("US")
    assert "applicant" in asked("UP")
    assert {"technology", "applicant", "disclaimer"}.isdisjoint(asked("GB"))


@pytest.mark.parametrize(
    ("office", "changes", "outcome"),
    [
        ("US", {"kind": "assignment", "disclaimer": "yes"}, "FORBIDDEN"),
        ("US", {"kind": "exclusive_licence", "co_owners": "yes"}, "ALLOWED_WITH_CONSENTS"),
        ("EP", {"kind": "assignment", "signed": "grantor"}, "NEEDS_FORMALITY"),
        ("GB", {"kind": "assignment", "signed": "grantor"}, "ALLOWED"),
        ("UP", {"applicant": "FR"}, "INDETERMINATE"),
        (
            "DE",
            {"kind": "open_licence_declaration", "existing": "exclusive", "recorded": "yes"},
            "FORBIDDEN",
        ),
        ("JP", {"existing": "exclusive", "recorded": "yes"}, "FORBIDDEN"),
        ("JP", {"existing": "exclusive", "recorded": "no"}, "ALLOWED"),
        ("KR", {"kind": "exclusive_licence", "registered": "no"}, "NEEDS_FORMALITY"),
        ("CN", {"existing": "exclusive"}, "FORBIDDEN"),
    ],
)
def test_plain_answers_decide_as_the_law_does(client, office, changes, outcome):
    answer = client.get("/zh/law", {"office": office, **ANSWERS, **changes, "answer": "json"})
    assert json.loads(answer.content)["outcome"] == outcome


def test_what_is_left_open_is_unknown():
    for office in OFFICES:
        open_answers = {**dict.fromkeys(ANSWERS, ""), "kind": "assignment", "stage": "granted", "existing": "unknown"}
        form = form_of(office, open_answers | {"right_type": "invention", "owner_kind": "company", "seat": "CN"}, "en")
        assert form.is_valid(), form.errors
        facts = facts_of(office, form.cleaned_data, "en")
        assert (facts.interests, facts.grants, facts.encumbrances, facts.right.fees) == (None, None, None, None)
        assert decide(facts).outcome > 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_worked_case_fills_the_box_and_can_be_decided(client, language):
    page = shown(client.get(f"/{language}/law", {"case": "33"}))
    assert "&quot;office&quot;: &quot;US&quot;" in page
    assert "?case=33b#facts-title" in page
    text = (EXAMPLES / "case-33.json").read_text("utf-8")
    answered = shown(client.post(f"/{language}/law", {"facts": text}))
    assert 'class="outcome' in answered
    data = client.post(f"/{language}/law", {"facts": text, "answer": "json"})
    assert json.loads(data.content)["outcome"] == "FORBIDDEN"


def test_nonsense_in_the_address_is_the_first_form(client):
    for query in ("office=XX", "case=../../etc", "office=US&kind=theft", "office=DE&case=99"):
        shown(client.get(f"/en/law?{query}"))


@pytest.mark.parametrize("pack", PACKS, ids=OFFICES)
def test_the_rules_of_a_pack_are_a_page(client, pack):
    for language in ("zh", "en"):
        page = shown(client.get(f"/{language}/law/rules/{pack.office.lower()}"))
        for law in laws(pack):
            assert law.id in page
        assert page.count("<tr>") == len(laws(pack)) + 1
    assert f"/en/law/rules/{pack.office}" in shown(client.get("/en/law"))


def test_there_is_no_page_for_an_office_without_a_pack(client):
    assert client.get("/en/law/rules/FR").status_code == 404


def test_loaded_calendars_are_told_and_used(client):
    page = shown(client.get("/en/law"))
    assert "2024" not in page.split("Days of rest")[1].split("</dl>")[0]
    RestDay.objects.create(office="CN", day=date(2024, 6, 10), name="端午节")
    assert "2024" in shown(client.get("/en/law")).split("Days of rest")[1].split("</dl>")[0]
    case = json.loads((EXAMPLES / "case-20a.json").read_text("utf-8"))
    case["context"].pop("calendars", None)
    body = json.dumps(case)
    assert deadline(decide(decode_facts(body.encode()))) == date(2024, 6, 10)
    told = client.post("/api/rights/decide", body, content_type="application/json").json()
    assert "2024-06-11" in {one["deadline"] for one in told["findings"]}
    assert "2024-06-11" in json.dumps(json.loads(client.post("/en/law", {"facts": body, "answer": "json"}).content))


def deadline(decision):
    return next(one.deadline for one in decision.findings if one.rule == "R-CN-05")
