from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from patentfair.adapters.tantivy_index import TantivyIndex
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.document import IndexDocument
from patentfair.domain.retrieval.index import IndexBusy, IndexMissing
from patentfair.domain.retrieval.search import SearchRequest


def document(name: str) -> IndexDocument:
    return IndexDocument(id=name, collection="patents", title=(TextIn("en", f"battery {name}"),))


def elsewhere(path: Path, body: str) -> subprocess.Popen[str]:
    """Another process that has the index open, says "ready" where the body does and waits."""
    program = f"""
import itertools, sys, time
from pathlib import Path
from patentfair.adapters.tantivy_index import TantivyIndex
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.document import IndexDocument
def documents(count):
    for i in count:
        yield IndexDocument(id=f"x{{i}}", collection="patents", title=(TextIn("en", "battery"),))
index = TantivyIndex(Path(sys.argv[1]))
{textwrap.dedent(body)}
"""
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_opening_does_not_create(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        TantivyIndex(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    TantivyIndex(tmp_path / "none", create=True).apply([document("a")], (), 5)
    again = TantivyIndex(tmp_path / "none", create=True)
    assert (again.count(), again.cursor()) == (1, 5)


def test_what_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(IndexMissing) as refusal:
        TantivyIndex(tmp_path)
    assert refusal.value.code == "index.unreadable"


def test_another_commit_is_seen(tmp_path: Path) -> None:
    reader = TantivyIndex(tmp_path, create=True)
    process = elsewhere(tmp_path, "index.apply(documents(range(3)), (), 8); print('ready', flush=True)")
    process.wait(30)
    assert (reader.count(), reader.cursor()) == (3, 8)
    assert reader.search(SearchRequest(text="battery")).total == 3


def test_one_writer_and_a_killed_writer(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path, create=True)
    index.apply([document("a")], (), 1)
    process = elsewhere(
        tmp_path,
        """
        def forever():
            yield from documents(range(500))
            print("ready", flush=True)
            yield from (time.sleep(.01) or d for d in documents(itertools.count()))
        index.apply(forever(), ["a"], 2)
        """,
    )
    try:
        with pytest.raises(IndexBusy):
            index.apply([document("b")], (), 2)
        with pytest.raises(IndexBusy):
            index.clear()
        assert (index.count(), index.cursor()) == (1, 1)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
    index = TantivyIndex(tmp_path)
    assert (index.count(), index.cursor()) == (1, 1)
    index.apply([document("b")], (), 2)
    assert (index.count(), index.cursor()) == (2, 2)


def test_opening_loads_what_the_first_search_needs(tmp_path: Path) -> None:
    TantivyIndex(tmp_path, create=True).apply([document("a")], (), 1)
    process = elsewhere(
        tmp_path,
        """
        from patentfair.domain.retrieval.search import SearchRequest
        first, second = (index.search(SearchRequest(text=text)).milliseconds for text in ("储能柜充电", "轴承噪声"))
        print("ready", flush=True)
        print(first, second)
        """,
    )
    # Both lines may be in the reader's buffer already, which `communicate` would pass over.
    assert process.stdout is not None
    first, second = map(float, process.stdout.readline().split())
    assert process.wait(timeout=30) == 0
    assert first < max(50, 20 * second)


def test_many_small_commits_stay_searchable(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path, create=True)
    for cursor in range(1, 25):
        index.apply([document(f"d{cursor % 7}")], (), cursor)
    assert (index.count(), index.cursor()) == (7, 24)
    assert len(list(tmp_path.iterdir())) < 150
