"""Memory on inputs of two gigabytes: a file that is one line, one endless document, many documents with long texts.

Each import is a process of its own whose peak is measured by the system. Sparse files are used where they can be.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.files import GRANT, HEADER
from tests.faults.installation import Databases, Installation

pytestmark = pytest.mark.soak

SIZE = 2 << 30
MOST = 1 << 30
BLOCK = 1 << 20


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return Databases("sqlite").fresh(tmp_path / "home").init()


def line_of_letters(path: Path) -> str:
    """A gazette whose second line has two gigabytes."""
    with path.open("wb") as stream:
        stream.write(HEADER.encode() + b"1,")
        for _ in range(SIZE // BLOCK):
            stream.write(b"x" * BLOCK)
        stream.write(b"\n")
    return "limit.row-bytes"


def line_of_nothing_else(path: Path) -> str:
    with path.open("wb") as stream:
        for _ in range(SIZE // BLOCK):
            stream.write(b"x" * BLOCK)
    return "format.unknown"


def hole(path: Path) -> str:
    """A gazette that goes on with NUL bytes without end (a hole in the file)."""
    with path.open("wb") as stream:
        stream.write(HEADER.encode())
        stream.truncate(SIZE)
    return "limit.row-bytes"


def document(path: Path) -> str:
    """One XML document, its description never ending."""
    head, _, tail = GRANT.partition(b"</abstract>")
    with path.open("wb") as stream:
        stream.write(head + b"</abstract><description><p>")
        for _ in range(SIZE // BLOCK):
            stream.write(b"word " * (BLOCK // 5))
        stream.write(b"</p></description>" + tail)
    return "limit.document-bytes"


def quoted(path: Path) -> str:
    """A quotation mark that opens a cell and is never closed, on short lines."""
    with path.open("wb") as stream:
        stream.write(HEADER.encode() + b'1,"')
        line = b"x" * 1023 + b"\n"
        for _ in range(SIZE // BLOCK // 8):  # each line is tried as a quoted row: an eighth is enough
            stream.write(line * 1024)
    return "csv.quotation-mark"


def long_claims(path: Path) -> None:
    """Many grants, each with nine megabytes of claims: a whole batch of them would not fit."""
    begin = GRANT.index(b"<claim-text>") + len(b"<claim-text>")
    number = b"<doc-number>" + GRANT.split(b"<doc-number>")[1].split(b"<")[0]
    with path.open("wb") as stream:
        for n in range(SIZE // (9 * BLOCK)):
            data = GRANT[:begin] + b"word " * (9 * BLOCK // 5) + GRANT[begin:]
            stream.write(data.replace(number, b"<doc-number>%08d" % (7_000_001 + n), 1))


MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=False)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"status": done.returncode, "peak": peak, "report": json.loads(done.stdout)}))
"""


def measured(place: Installation, path: Path) -> dict:
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "patentfair.cli.main", "import", path, "--json"]
    done = subprocess.run(
        list(map(os.fspath, command)), env=place.environment, text=True, capture_output=True, timeout=1800, check=True
    )
    assert "Traceback" not in done.stderr, done.stderr
    found = json.loads(done.stdout)
    print(
        f"{path.name}: {path.stat().st_size / 1e9:.2f} GB, peak {found['peak'] / 1e6:.0f} MB, "
        f"{found['report']['seconds']:.1f} s"
    )
    return found


@pytest.mark.parametrize("make", [line_of_letters, line_of_nothing_else, hole, document, quoted])
def test_senseless_file_of_two_gigabytes(place: Installation, tmp_path: Path, make: Callable[[Path], str]) -> None:
    path = tmp_path / make.__name__
    code = make(path)
    found = measured(place, path)
    path.unlink()
    assert found["peak"] < MOST
    assert found["status"] == 1
    assert found["report"]["problems"][0]["code"] == code
    assert place.json("status")["patents"] == 0


def test_documents_with_long_texts(place: Installation, tmp_path: Path) -> None:
    path = tmp_path / "long_claims"
    long_claims(path)
    found = measured(place, path)
    path.unlink()
    assert found["peak"] < MOST
    assert found["report"]["new"] == found["report"]["read"] == SIZE // (9 * BLOCK)
    status = place.json("status")
    assert status["patents"] == status["index_documents"]
