"""What each act is called where the journal is shown; one module an area."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.web.journal_words.centers import CENTERS
from patentfair.web.journal_words.exhibition import EXHIBITION
from patentfair.web.journal_words.experience import EXPERIENCE
from patentfair.web.journal_words.helpdesk import HELPDESK
from patentfair.web.journal_words.learning import LEARNING
from patentfair.web.journal_words.market import MARKET
from patentfair.web.journal_words.meetings import MEETINGS
from patentfair.web.journal_words.network import NETWORK

__all__ = ["JOURNAL"]

JOURNAL: dict[str, Words] = MARKET | CENTERS | EXHIBITION | LEARNING | MEETINGS | HELPDESK | EXPERIENCE | NETWORK
