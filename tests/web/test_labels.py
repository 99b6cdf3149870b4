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
