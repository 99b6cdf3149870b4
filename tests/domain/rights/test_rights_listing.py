"""The published pages of the packs: current, complete, and every rule of them tested by something."""

from pathlib import Path

import pytest

from patentfair.cli.rights import evidence, rules_json, rules_markdown
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import decode_facts
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.listing import ANSWERS, laws, listing
from patentfair.domain.rights.law.names import spelled_out

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "law"
KNOWN = evidence(ROOT)
OFFICES = [pack.office for pack in PACKS]


@pytest.mark.parametrize("office", [*OFFICES, None])
def test_the_pages_are_current(office):
    """Made anew with `patentfair rights rules [OFFICE] --markdown`."""
    page = DOCS / f"{office.lower() if office else 'README'}.md"
    assert page.read_text(encoding="utf-8") == rules_markdown(office)


@pytest.mark.parametrize("pack", PACKS, ids=OFFICES)
def test_every_rule_is_tested(pack):
    untested = [one.law.id for one in listing(pack, KNOWN) if not one.tests]
    assert untested == []


def test_a_rule_that_no_test_names_is_seen():
    """The finder tells apart: a rule of a law that nobody wrote has no test and no case."""
    assert "-".join(("R", "CN", "00")) not in KNOWN.tests
    assert "34a" in KNOWN.cases["R-EP-01", "EPC 72"]
    assert any(name.startswith("cases: test_17_") for name in KNOWN.tests["R-CN-83"])


def test_numbers_that_a_test_joins_to_offices_are_found():
    assert any(name.startswith("gb_jp_kr: test_japan_and_korea") for name in KNOWN.tests["R-KR-94"])


@pytest.mark.parametrize("pack", PACKS, ids=OFFICES)
def test_rules_have_a_name_an_article_and_a_day_in_both_languages(pack):
    assert pack.office in ANSWERS
    keys = [(law.id, law.basis) for law in laws(pack)]
    assert len(set(keys)) == len(keys)
    for law in laws(pack):
        assert law.basis
        assert all((law.title.zh, law.title.en, law.cite.zh, law.cite.en))
        assert law.end is None or law.start < law.end
        assert spelled_out(law.basis, "en")


def test_every_finding_rests_on_a_listed_rule():
    listed = {pack.office: {(law.id, law.basis, law.mark) for law in laws(pack)} for pack in PACKS}
    for path in sorted((ROOT / "examples" / "rights").glob("case-*.json")):
        decision = decide(decode_facts(path.read_bytes()))
        for one in decision.findings:
            assert (one.rule, one.basis, one.verified) in listed[decision.pack], path.name


def test_the_listing_as_data():
    (pack,) = rules_json("gb")
    assert (pack["office"], pack["start"]) == ("GB", "2018-01-01")
    rule = next(one for one in pack["rules"] if one["basis"] == "PA77 47")
    assert rule["cases"] == ["39", "39a", "39b"]
    assert rule["verified"] == "V"
    assert len(rules_json(None)) == len(PACKS)
