"""How well matching finds what answers the sample needs, and what its pages say of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from patentfair.apps.discovery.jobs import open_index
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.matching.queries import PatentMatch, need_profile, needs_for, patents_for
from patentfair.domain.matching.reason import ReasonCode
from patentfair.sample.patents import read_needs, sample_patents


@pytest.fixture
def answers(world) -> dict[str, tuple[str, tuple[PatentMatch, ...]]]:
    """For each sample need, by its key, the technology that answers it and the first ten matches."""
    today, index = timezone.localdate(), open_index()
    posted = {need.title: need for need in Need.objects.filter(is_sample=True)}
    return {
        row["key"]: (row["answered_by"], patents_for(need_profile(posted[row["title_zh"]]), index, today, 10))
        for row in read_needs()
    }


@pytest.fixture(scope="module")
def technologies() -> dict[str, str]:
    """The technology of each sample patent."""
    return {made.record.publication.canonical: made.technology["key"] for made in sample_patents(timezone.localdate())}


def test_the_answer_comes_first(answers, technologies) -> None:
    ranks = {}
    for key, (wanted, found) in answers.items():
        ranks[key] = next((n for n, one in enumerate(found, 1) if technologies[one.patent.key] == wanted), 99)
    first, top_3 = (sum(rank <= most for rank in ranks.values()) for most in (1, 3))
    below = {key: rank for key, rank in ranks.items() if rank > 1}
    print(f"{len(ranks)} sample needs: the answer is first for {first}, among three for {top_3}; below: {below}")
    assert len(ranks) == 46
    assert ranks["cold-storage-battery-start"] == 1
    assert first >= 0.95 * len(ranks)
    assert top_3 >= 0.97 * len(ranks)


def test_order_and_relevance_agree(answers) -> None:
    for _, found in answers.values():
        relevances = [one.match.relevance for one in found]
        assert relevances == sorted(relevances, reverse=True)
        assert all(0 < relevance < 1 for relevance in relevances)


def _shown(found: tuple[PatentMatch, ...]) -> Iterator[str]:
    for one in found:
        for reason in one.match.reasons:
            if reason.code is ReasonCode.SHARED_TERMS:
                yield from reason.words.zh.removeprefix("共同的词：").removesuffix("。").split("、")


def test_no_single_character_is_a_reason(answers) -> None:
    words = {word for _, found in answers.values() for word in _shown(found)}
    assert not {word for word in words if len(word) < 2 or (word.isascii() and word.isalpha() and len(word) < 3)}


def test_what_the_market_knows_lifts_nothing(world) -> None:
    today, index = timezone.localdate(), open_index()
    need = need_profile(Need.objects.filter(is_sample=True).order_by("pk").first())
    bare = type(need)(id=need.id, title=need.title, problem=need.problem, classes=need.classes)

    def ranked(profile) -> list[tuple[str, float, float]]:
        return [(m.match.candidate, m.match.score, m.match.relevance) for m in patents_for(profile, index, today)]

    assert ranked(need) == ranked(bare)


def test_needs_for_a_listing_are_ordered_alike(world) -> None:
    today, index = timezone.localdate(), open_index()
    firsts = 0
    listings = [listing for listing in Listing.objects.filter(state="published") if listing.targets][:12]
    for listing in listings:
        found = needs_for(listing, index, today)
        relevances = [one.match.relevance for one in found]
        assert relevances == sorted(relevances, reverse=True)
        firsts += bool(found) and any(reason.code is ReasonCode.TARGET_MET for reason in found[0].match.reasons)
    assert firsts >= len(listings) / 2
