"""A draft from an event: how long it took in words, who came in numbers, and nothing that is not known."""

from __future__ import annotations

import pytest

from patentfair.domain.experience.draft import TEXTS
from patentfair.domain.experience.event_draft import EventFacts, drafted_of_event, duration

FACTS = EventFacts(
    kind="matchmaking", days=1, minutes=480, capacity=40, registered=30, checked_in=28, sessions=3, planned=20, met=18,
    sheets=12, marks=(4.2, 3.9, 4.5),
)  # fmt: skip


@pytest.mark.parametrize(
    ("days", "minutes", "zh", "en"),
    [
        (1, 480, "8小时", "8 hours"),
        (1, 60, "1小时", "1 hour"),
        (1, 95, "1.5小时", "1.5 hours"),
        (1, 45, "45分钟", "45 minutes"),
        (2, 1_920, "2天", "2 days"),
    ],
)
def test_how_long_it_lasts_is_told_in_words_of_its_size(days, minutes, zh, en):
    told = duration(days, minutes)
    assert (told.zh, told.en) == (zh, en)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_stand_in_the_draft_and_what_only_people_know_is_left_open(language):
    made = drafted_of_event(FACTS, language)
    assert tuple(made) == TEXTS
    assert made["took"] == made["next_time"] == ""
    assert "28" in made["worked"]
    assert "4.2" in made["worked"]
    assert (
        made["failed"]
        == {
            "zh": "确认报名的人员中有2人没有到场；安排的洽谈中有2场没有举行。",
            "en": "2 of those with a place did not come; 2 of the planned appointments did not take place.",
        }[language]
    )


def test_few_sheets_are_no_result():
    few = EventFacts(
        kind="fair", days=1, minutes=60, capacity=9, registered=0, checked_in=0, sheets=9, marks=(1.0, 1.0, 1.0)
    )
    made = drafted_of_event(few, "zh")
    assert (made["worked"], made["failed"]) == ("", "")
