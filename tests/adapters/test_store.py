"""Files by their hash, and taking back what was stored for nothing."""

from __future__ import annotations

import pytest

from patentfair.adapters.documents.store import path_of, remove, store, tentative
from patentfair.domain.kernel.errors import Invalid

PDF = b"%PDF-1.7 one"


def test_what_is_taken_back_is_gone_and_nothing_else(tmp_path):
    before = store(tmp_path, [b"%PDF-1.7 before"])
    with tentative() as take_back:
        made, again = store(tmp_path, [PDF]), store(tmp_path, [b"%PDF-1.7 before"])
        assert path_of(tmp_path, made).read_bytes() == PDF
        take_back()
    assert again == before
    assert not path_of(tmp_path, made).exists()
    assert path_of(tmp_path, before).exists()
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_what_is_not_taken_back_stays(tmp_path):
    with tentative():
        made = store(tmp_path, [PDF])
    assert path_of(tmp_path, made).read_bytes() == PDF
    assert path_of(tmp_path, store(tmp_path, [PDF])).stat().st_nlink == 1


def test_a_file_that_somebody_stored_again_meanwhile_is_theirs(tmp_path):
    with tentative() as take_back:
        made = store(tmp_path, [PDF])
        with tentative() as take_theirs_back:
            store(tmp_path, [PDF])
            take_theirs_back()
        assert path_of(tmp_path, made).exists()
        take_back()
    assert path_of(tmp_path, made).exists()
    remove(tmp_path, made)


def test_a_file_that_was_replaced_is_theirs_though_its_number_comes_again(tmp_path):
    """A file system gives the number of a freed file to the next one: three at once, the first is refused."""
    with tentative() as take_back:
        path = path_of(tmp_path, store(tmp_path, [PDF]))
        for n in range(20):
            other = tmp_path / f"other-{n}"
            other.write_bytes(PDF)
            other.replace(path)
            take_back()
            assert path.read_bytes() == PDF


def test_a_file_that_is_gone_already_is_taken_back_without_a_word(tmp_path):
    with tentative() as take_back:
        path_of(tmp_path, store(tmp_path, [PDF])).unlink()
        take_back()


def test_what_is_too_large_or_of_another_kind_leaves_nothing(tmp_path):
    for chunks in ([b"MZ"], [], [PDF, b"x" * 100]):
        with pytest.raises(Invalid):
            store(tmp_path, chunks, largest=50)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
