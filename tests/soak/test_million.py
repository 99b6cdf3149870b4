"""A million made-up documents in one process: all there, each as it was made, and memory does not grow.

PATENTFAIR_SOAK_DOCUMENTS sets another number. The curve of memory is drawn to docs/pictures/memory-million.svg for a
million or more, for fewer to var/memory-NUMBER.svg.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from bench.generate import Expected, Made, gazette, grants
from bench.plot import memory_plot

from tests.faults.installation import ROOT, Databases

pytestmark = pytest.mark.soak

DOCUMENTS = int(os.environ.get("PATENTFAIR_SOAK_DOCUMENTS", "1000000"))
PARTS = 20
GRANTS_IN_A_HUNDRED = 3
GROWTH = 1.15
SAMPLED_EVERY = 0.2


class Sampler:
    """Resident memory of a process, by the number of documents it has imported."""

    def __init__(self, pid: int) -> None:
        self.documents = 0
        self.samples: list[tuple[int, int]] = []
        self._status = Path(f"/proc/{pid}/status")
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            try:
                lines = self._status.read_text(encoding="ascii").splitlines()
            except OSError:
                return
            resident = next((line for line in lines if line.startswith("VmRSS:")), None)
            if resident:
                self.samples.append((self.documents, int(resident.split()[1]) * 1024))

    def stop(self) -> list[tuple[int, int]]:
        self._ended.set()
        self._thread.join()
        return self.samples


def write(path: Path, pieces: Iterable[Made], expected: Expected) -> None:
    with path.open("wb") as stream:
        for piece in pieces:
            stream.write(expected.note(piece))


def part(number: int, folder: Path, expected: Expected) -> list[Path]:
    """The files of one part of the whole: a gazette, and a week of grants."""
    whole = DOCUMENTS // PARTS
    weekly = whole * GRANTS_IN_A_HUNDRED // 100
    rows = whole - weekly
    table, week = folder / f"part-{number:02}.csv", folder / f"part-{number:02}.xml"
    write(table, gazette(number, rows, first=109_990_001 + number * rows), expected)
    write(week, grants(number, weekly, first=11_000_001 + number * weekly, paragraphs=(1, 4)), expected)
    return [table, week]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is sampled from /proc")
def test_memory_stays_flat_and_nothing_is_lost(tmp_path: Path) -> None:
    place = Databases("sqlite").fresh(tmp_path / "home").init()
    expected = Expected()
    started = time.monotonic()
    command = [sys.executable, str(Path(__file__).with_name("import_parts.py"))]
    with subprocess.Popen(
        command, env=place.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None

        def told() -> dict:
            line = child.stdout.readline()
            assert line, "the process ended early"
            return json.loads(line)

        assert told() == {"ready": True}
        sampler = Sampler(child.pid)
        quarantined = 0
        for number in range(PARTS):
            for path in part(number, tmp_path, expected):
                child.stdin.write(f"{path}\n")
                child.stdin.flush()
                report = told()
                assert report["new"] + report["quarantined"] == report["read"]
                sampler.documents += report["new"]
                quarantined += report["quarantined"]
                path.unlink()
        child.stdin.close()
        assert told() == {"imported": True}
        samples = sampler.stop()
        seconds = time.monotonic() - started
        found = told()
    assert child.returncode == 0
    assert sampler.documents == expected.documents
    assert quarantined == expected.quarantined
    assert found == {
        "documents": expected.documents, "content": expected.content, "indexed": expected.documents, "journal": True,
    }  # fmt: skip
    quarters = peaks_of_quarters(samples, expected.documents)
    size = sum(path.stat().st_size for path in place.home.rglob("*") if path.is_file())
    figures = (
        f"peak by quarter {', '.join(f'{peak / 2**20:.0f}' for peak in quarters)} MiB; {seconds:.0f} s with making the "
        f"files; {size / 2**20:,.0f} MiB on disk"
    )
    print(f"\n{expected.documents:,} documents, {expected.quarantined:,} in quarantine: {figures}")
    target = ROOT / ("docs/pictures/memory-million.svg" if DOCUMENTS >= 1_000_000 else f"var/memory-{DOCUMENTS}.svg")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        memory_plot(samples, f"Resident memory while {expected.documents:,} documents are imported", figures),
        encoding="utf-8",
    )
    assert quarters[3] <= GROWTH * quarters[1], figures


def peaks_of_quarters(samples: list[tuple[int, int]], documents: int) -> list[int]:
    """The highest memory in each quarter of the documents."""
    peaks = [0, 0, 0, 0]
    for done, size in samples:
        quarter = min(3, 4 * done // documents)
        peaks[quarter] = max(peaks[quarter], size)
    return peaks
