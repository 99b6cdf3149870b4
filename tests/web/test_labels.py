"""Every code a page may meet has its words."""

from patentfair.domain.patents.status import EventCode
from patentfair.domain.rights.decision import ROLES
from patentfair.domain.rights.panel import PANEL_KINDS
from patentfair.web import labels


def test_every_role_of_the_law_has_its_words():
    assert set(ROLES) == set(labels.WHO)


def test_every_event_and_panel_row_has_its_words():
    assert {code.value for code in EventCode} <= set(labels.EVENTS)
    assert set(PANEL_KINDS) <= set(labels.PANEL_KINDS)


def test_every_source_a_finding_cites_is_spelled_out():
    from pathlib import Path

    from patentfair.domain.rights.engine import decide
    from patentfair.domain.rights.facts import decode_facts
    from patentfair.domain.rights.law.names import SOURCES, spelled_out

    cited = set()
    for path in (Path(__file__).resolve().parents[2] / "examples" / "rights").glob("*.json"):
        for finding in decide(decode_facts(path.read_bytes())).findings:
            for part in finding.basis.split(";"):
                cited.add(part.split()[0].strip(",")) if part.strip() else None
    known = {code for code in cited if code in SOURCES}
    assert len(known) > 8
    assert spelled_out("PL 51(3); SPC-T 24(2)", "zh") == "《专利法》 51(3); 《技术合同司法解释》 24(2)"
    assert spelled_out("SPC-T 25", "en").startswith("Supreme People's Court")
    assert {code for code in cited - known if code.isupper() and len(code) > 2} <= {"NO_PACK"}
