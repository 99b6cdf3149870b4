import time

from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.retrieval.plan import IndexField, plan
from patentfair.domain.retrieval.query import MAX_CHARACTERS, MAX_PARTS, Field, Not, Phrase, Query, Word, parse

PIECES = st.sampled_from(
    [
        "battery",
        "锂电池",
        "TI:",
        "ti：",
        "IPC:",
        "A61K 31/00",
        "A61K",
        '"',
        "“",
        "-",
        "--",
        " ",
        "\u3000",
        ":",
        "PN:",
        "x-ray",
        "5 mm",
    ]
)
QUERY_TEXT = st.lists(PIECES | st.characters(), max_size=30).map("".join)
WORD = st.from_regex(r"[a-z0-9锂电池][a-z0-9锂电池.:/-]{0,8}", fullmatch=True).filter(
    lambda text: not any(text.upper().startswith(f"{field}:") for field in Field if field)
)
LEAF = st.builds(Word, WORD, st.sampled_from(Field)) | st.builds(
    Phrase, st.lists(WORD, min_size=1, max_size=3).map(" ".join), st.sampled_from(Field)
)
TREE = st.lists(LEAF | st.builds(Not, LEAF), max_size=8).map(lambda parts: Query(tuple(parts)))


@settings(deadline=None)
@given(TREE)
def test_a_printed_tree_reads_back(tree: Query) -> None:
    parsed = parse(str(tree))
    assert parsed.query == tree
    assert parsed.problems == ()


@settings(deadline=None)
@given(QUERY_TEXT)
def test_any_text_is_a_query(text: str) -> None:
    parsed = parse(text)
    assert parse(str(parsed.query)).query == parsed.query
    for problem in parsed.problems:
        assert 0 <= problem.offset <= len(text)
        assert not problem.fatal
    planned = plan(parsed.query)
    assert 0 <= planned.least <= len(planned.should)
    for clause in (*planned.must, *planned.should, *planned.must_not):
        assert clause.any_of
        for occurrence in clause.any_of:
            assert occurrence.terms
            assert all(occurrence.terms)


def test_fields_phrases_and_exclusions() -> None:
    assert parse('lithium "solid  state" ti:Cell -PA:"A 公司" IPC: A61K 31/00').query.parts == (
        Word("lithium"),
        Phrase("solid state"),
        Word("Cell", Field.TITLE),
        Not(Phrase("A 公司", Field.PARTY)),
        Word("A61K31/00", Field.IPC),
    )


def test_problems_point_at_the_place() -> None:
    for text, code, offset in (
        ('cell "open', "query.quote-open", 5),
        ("cell TI:", "query.field-empty", 5),
        ('cell ""', "query.phrase-empty", 5),
    ):
        (problem,) = parse(text).problems
        assert (problem.code, problem.offset) == (code, offset)


def test_long_text_is_bounded() -> None:
    started = time.perf_counter()
    for text in ("a " * 100_000, '"' * 100_000, "TI:" * 40_000, "-" * 100_000, "锂" * 100_000, " " * 100_000):
        parsed = parse(text)
        assert parsed.problems
        assert len(parsed.query.parts) <= MAX_PARTS
        assert len(str(parsed.query)) <= 2 * MAX_CHARACTERS
        plan(parsed.query)
    assert time.perf_counter() - started < 5


def test_few_words_must_all_occur_and_many_mostly() -> None:
    assert plan(parse("solid electrolyte").query).least == 2
    assert plan(parse("one two three four five six seven eight").query).least == 6
    described = plan(parse(" ".join(f"word{i}" for i in range(30))).query)
    assert described.long
    assert described.least == 1


def test_chinese_demands_words_by_their_characters() -> None:
    planned = plan(parse("锂离子电池").query)
    assert planned.least == len(planned.should) == 2
    assert planned.should[0].any_of[0].terms == ("锂离", "离子")
    assert planned.should[1].any_of[0].terms == ("电池",)
    assert "锂离子" in planned.scoring


def test_numbers_are_seen_in_plain_text() -> None:
    for text in ("CN102307917B", "CN 102307917 B", "102307917"):
        planned = plan(parse(text).query)
        assert IndexField.NUMBERS in {o.field for c in planned.should for o in c.any_of}, text


def test_symbols_with_a_space_are_one_word() -> None:
    assert parse('A61K "" - 31/00 5').query.parts == (Word("A61K31/00"), Word("5"))
    assert parse("-IPC:A61K 31").query.parts == (Not(Word("A61K31", Field.IPC)),)
    assert parse("A61K 31").query.parts == (Word("A61K"), Word("31"))
    assert parse("--TI:x").query.parts == (Word("x", Field.TITLE),)
