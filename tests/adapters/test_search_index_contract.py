"""What every `SearchIndex` must do. An engine joins by adding a maker to `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentfair.adapters.tantivy_index import TantivyIndex
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.document import IndexDocument
from patentfair.domain.retrieval.index import SearchIndex
from patentfair.domain.retrieval.search import FacetCount, SearchRequest, SearchResponse

MAKERS: dict[str, Callable[[Path], SearchIndex]] = {"tantivy": lambda path: TantivyIndex(path / "index", create=True)}

CHINESE = IndexDocument(
    id="CN102307917B",
    collection="patents",
    title=(TextIn("zh", "一种锂离子电池用硅碳负极材料的制备方法"),),
    body=(TextIn("zh", "集流体的厚度为5毫米。"),),
    claims=(TextIn("zh", "1.一种负极材料，其特征在于包含石墨烯。"),),
    numbers=("CN102307917B", "CN201680087887.5"),
    classes=("H01M 4/38",),
    names=("北辰大学", "张三"),
    facets={"office": ("CN",), "class": ("H01M",), "status": ("in_force",)},
    sort_date=date(2020, 1, 2),
)
ENGLISH = IndexDocument(
    id="US7272630B2",
    collection="patents",
    title=(TextIn("en", "Batteries with solid-state electrolyte"),),
    body=(TextIn("en", "A layer of 5 mm is used in the vehicle."),),
    claims=(TextIn("en", "1. A separator made of cellulose fibres."),),
    numbers=("US7272630B2",),
    classes=("H01M 10/0562", "A61K 31/00"),
    names=("Northlight Inc.",),
    facets={"office": ("US",), "class": ("H01M", "A61K"), "status": ("lapsed",)},
    sort_date=date(2021, 3, 4),
)
UNDATED = IndexDocument(
    id="EP1000001A1",
    collection="patents",
    title=(TextIn("en", "Vehicle seat"),),
    body=(TextIn("en", "The state of the seat is solid; a battery lies below."),),
    numbers=("EP1000001A1",),
    classes=("B60N 2/00",),
    facets={"office": ("EP",), "class": ("B60N",), "status": ("in_force",)},
)
LISTING = IndexDocument(id="listing-1", collection="listings", title=(TextIn("en", "Battery offered"),))
ALL = (CHINESE, ENGLISH, UNDATED, LISTING)


@pytest.fixture(params=sorted(MAKERS))
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    return MAKERS[request.param](tmp_path)


@pytest.fixture(scope="module", params=sorted(MAKERS))
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = MAKERS[request.param](tmp_path_factory.mktemp("index"))
    index.apply(ALL, (), 41)
    return index


def ids(response: SearchResponse) -> list[str]:
    return [hit.id for hit in response.hits]


def found(index: SearchIndex, text: str, **more: object) -> set[str]:
    response = index.search(SearchRequest(text=text, **more))  # type: ignore[arg-type]
    assert response.total == len(response.hits)
    return set(ids(response))


def test_an_empty_index(empty: SearchIndex) -> None:
    assert isinstance(empty, SearchIndex)
    assert (empty.cursor(), empty.count(), empty.count("patents")) == (0, 0, 0)
    for text in ("", "battery", "锂 电池", "-x", 'TI:"a b"', "CN102307917B"):
        response = empty.search(SearchRequest(text=text, facets=("office",)))
        assert (response.total, response.hits, response.facets) == (0, (), {"office": ()})
    assert empty.rank({"batteri": 1.0}, "patents", {}, 10) == ()
    assert empty.document_frequencies(["batteri"], "patents") == ({"batteri": 0}, 0)


def test_apply_replaces_deletes_and_keeps_the_cursor(empty: SearchIndex) -> None:
    empty.apply(ALL, (), 7)
    assert (empty.cursor(), empty.count(), empty.count("patents"), empty.count("listings")) == (7, 4, 3, 1)
    changed = IndexDocument(id=UNDATED.id, collection="patents", title=(TextIn("en", "Bicycle"),))
    empty.apply([LISTING, changed], [CHINESE.id, "never there"], 9)
    assert (empty.cursor(), empty.count(), empty.count("patents")) == (9, 3, 2)
    assert found(empty, "bicycle") == {UNDATED.id}
    assert found(empty, "seat") == set()
    empty.apply([UNDATED, changed], [UNDATED.id], 10)
    assert found(empty, "bicycle") == {UNDATED.id}
    empty.apply((), (), 11)
    assert (empty.cursor(), empty.count()) == (11, 3)
    empty.clear()
    assert (empty.cursor(), empty.count()) == (0, 0)
    empty.apply([CHINESE], (), 1)
    assert (empty.cursor(), empty.count()) == (1, 1)


def test_a_failed_apply_changes_nothing(empty: SearchIndex) -> None:
    empty.apply([CHINESE], (), 3)

    def broken() -> object:
        yield ENGLISH
        raise RuntimeError

    with pytest.raises(RuntimeError):
        empty.apply(broken(), [CHINESE.id], 4)  # type: ignore[arg-type]
    assert (empty.cursor(), empty.count()) == (3, 1)
    empty.apply([ENGLISH], (), 4)
    assert (empty.cursor(), empty.count()) == (4, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("batteries", {ENGLISH.id, UNDATED.id}),
        ("battery vehicle", {ENGLISH.id, UNDATED.id}),
        ("battery vehicle -seat", {ENGLISH.id}),
        ("solid electrolyte", {ENGLISH.id}),
        ("solid-state", {ENGLISH.id}),
        ('"solid state"', {ENGLISH.id}),
        ('"state solid"', set()),
        ('"state of the seat"', {UNDATED.id}),
        ("鋰離子電池", {CHINESE.id}),
        ("硅碳 负极材料", {CHINESE.id}),
        ('"硅碳负极"', {CHINESE.id}),
        ('"负极硅碳"', set()),
        ("5mm", {CHINESE.id, ENGLISH.id}),
        ("5 mm", {CHINESE.id, ENGLISH.id}),
        ("石墨烯", {CHINESE.id}),
        ("CL:石墨烯", {CHINESE.id}),
        ("TI:石墨烯", set()),
        ("separator cellulose", {ENGLISH.id}),
        ('"cellulose fibres"', {ENGLISH.id}),
        ('"cellulose separator"', set()),
        ("TI:solid-state", {ENGLISH.id}),
        ("battery -solid-state", {UNDATED.id}),
        ('battery -"solid state"', {UNDATED.id}),
        ('CL:"cellulose fibres"', {ENGLISH.id}),
        ("AB:vehicle", {ENGLISH.id}),
        ("TI:vehicle", {UNDATED.id}),
        ("北辰大学", {CHINESE.id}),
        ("PA:北辰大学", {CHINESE.id}),
        ("IN:张三", {CHINESE.id}),
        ("PA:northlight", {ENGLISH.id}),
        ("A61K", {ENGLISH.id}),
        ("IPC:A61K 31/00", {ENGLISH.id}),
        ("IPC:H01M", {CHINESE.id, ENGLISH.id}),
        ("CPC:h", {CHINESE.id, ENGLISH.id}),
        ("IPC:H01M -IPC:A61K", {CHINESE.id}),
        ("cn 102307917 b", {CHINESE.id}),
        ("PN:CN102307917", {CHINESE.id}),
        ("ZL201680087887.5", {CHINESE.id}),
        ("7,272,630", {ENGLISH.id}),
        ("-vehicle", {CHINESE.id}),
        ("", {CHINESE.id, ENGLISH.id, UNDATED.id}),
    ],
)
def test_what_a_query_finds(filled: SearchIndex, text: str, expected: set[str]) -> None:
    assert found(filled, text) == expected


@pytest.mark.parametrize("text", ['"', '""', "a AND (", "🙂", "的", "-", "TI:", "...", "-🙂", " ( "])
def test_what_holds_no_word_finds_nothing(filled: SearchIndex, text: str) -> None:
    response = filled.search(SearchRequest(text=text, facets=("office",)))
    assert (response.total, response.hits, response.facets) == (0, (), {"office": ()})
    assert response.problems[-1].code == "query.no-words"


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_blank_text_browses_everything(filled: SearchIndex, text: str) -> None:
    response = filled.search(SearchRequest(text=text))
    assert (response.total, response.problems) == (3, ())


def test_collections_are_apart(filled: SearchIndex) -> None:
    assert found(filled, "battery", collection="listings") == {LISTING.id}
    assert found(filled, "battery", collection="needs") == set()


def test_when_nothing_holds_all_words_some_will_do(filled: SearchIndex) -> None:
    response = filled.search(SearchRequest(text="electrolyte spaceship"))
    assert ids(response) == [ENGLISH.id]
    assert [problem.code for problem in response.problems] == ["query.relaxed"]
    assert filled.search(SearchRequest(text="spaceship moonbase")).total == 0


def test_the_title_weighs_more(filled: SearchIndex) -> None:
    assert ids(filled.search(SearchRequest(text="battery")))[0] == ENGLISH.id
    assert ids(filled.search(SearchRequest(text="vehicle")))[0] == UNDATED.id


def test_a_description_is_a_query(filled: SearchIndex) -> None:
    text = (
        "We run buses through long winters and the storage cells on board lose their charge whenever nights are cold, "
        "so what we look for is some solid electrolyte with a separator of cellulose that never freezes."
    )
    assert ids(filled.search(SearchRequest(text=text)))[0] == ENGLISH.id


def test_filters_and_facets(filled: SearchIndex) -> None:
    facets = ("office", "class", "unheard")
    everything = filled.search(SearchRequest(facets=facets))
    assert everything.facets["class"] == (FacetCount("H01M", 2), FacetCount("A61K", 1), FacetCount("B60N", 1))
    assert everything.facets["unheard"] == ()
    narrowed = filled.search(SearchRequest(facets=facets, filters={"office": ("CN", "US"), "status": ("in_force",)}))
    assert set(ids(narrowed)) == {CHINESE.id}
    # Its own filter left out, the other kept.
    assert narrowed.facets["office"] == (FacetCount("CN", 1), FacetCount("EP", 1))
    assert narrowed.facets["class"] == (FacetCount("H01M", 1),)
    assert found(filled, "", filters={"office": ("cn",)}) == set()
    assert found(filled, "", filters={"no such": ("x",)}) == set()
    assert found(filled, "", filters={"office": ()}) == {CHINESE.id, ENGLISH.id, UNDATED.id}


def test_pages_and_order(filled: SearchIndex) -> None:
    newest = filled.search(SearchRequest(sort="newest"))
    assert ids(newest) == [ENGLISH.id, CHINESE.id, UNDATED.id]
    assert ids(filled.search(SearchRequest(text="battery", sort="newest"))) == [ENGLISH.id, UNDATED.id]
    second = filled.search(SearchRequest(sort="newest", limit=1, offset=1))
    assert (second.total, ids(second)) == (3, [CHINESE.id])
    counted = filled.search(SearchRequest(limit=0, facets=("office",)))
    assert (counted.total, counted.hits, len(counted.facets["office"])) == (3, (), 3)


def test_terms_to_mark(filled: SearchIndex) -> None:
    response = filled.search(SearchRequest(text='batteries TI:"solid state" -seat'))
    assert set(response.terms) == {"batteri", "solid", "state"}
    assert response.milliseconds > 0


def test_rank_weighs_terms(filled: SearchIndex) -> None:
    assert [h.id for h in filled.rank({"seat": 5.0, "electrolyt": 1.0}, "patents", {}, 10)] == [UNDATED.id, ENGLISH.id]
    assert [h.id for h in filled.rank({"seat": 1.0, "electrolyt": 5.0}, "patents", {}, 10)] == [ENGLISH.id, UNDATED.id]
    (one,) = filled.rank({"seat": 2.0, "absent": 9.0, "electrolyt": -1.0}, "patents", {}, 10)
    assert 0 < one.score <= 2.0 * 2.2 + 1e-3
    (twice,) = filled.rank({"seat": 4.0}, "patents", {}, 10)
    assert twice.score == pytest.approx(2 * one.score, rel=1e-4)
    assert filled.rank({"seat": 1.0}, "patents", {"office": ("CN",)}, 10) == ()
    assert filled.rank({"batteri": 1.0}, "patents", {}, 0) == ()
    assert len(filled.rank({"batteri": 1.0}, "patents", {}, 1)) == 1


def test_document_frequencies(filled: SearchIndex) -> None:
    frequencies, documents = filled.document_frequencies(["batteri", "电池", "absent"], "patents")
    assert documents >= 3
    assert documents >= frequencies["batteri"] >= 2
    assert frequencies["电池"] == 1
    assert frequencies["absent"] == 0


PIECES = st.sampled_from(
    ["battery ", "锂电池", "TI:", '"', "-", "IPC:", "A61K 31/00", "5 mm", "PN:", " ", "x-ray", "的"]
)


@given(st.lists(PIECES | st.characters(), max_size=15).map("".join), st.sampled_from(["relevance", "newest", "?"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_fails(filled: SearchIndex, text: str, sort: str) -> None:
    filters = {text: (text, "")}
    filled.search(SearchRequest(text=text, sort=sort, facets=("office",), offset=-1))
    filled.search(SearchRequest(text=text, collection=text, filters=filters, facets=(text,), limit=-1))
