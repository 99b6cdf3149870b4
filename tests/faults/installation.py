"""An installation of its own in a folder, driven through the command line in real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "scripts"
LIMIT = 600


class Installation:
    """`home` and `database` (a URL, or "" for SQLite inside `home`) as the environment of every process."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PATENTFAIR_", "DATABASE_"))}
        return {
            **kept,
            "PATENTFAIR_HOME": str(self.home),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "patentfair.config.settings",
            "PATENTFAIR_LANGUAGE": "en",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        }

    def start(self, *arguments: object, **options) -> subprocess.Popen:
        command = [sys.executable, "-m", "patentfair.cli.main", *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, cwd=self.home.parent, text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )  # fmt: skip

    def run(self, *arguments: object, status: int | None = 0) -> subprocess.CompletedProcess:
        """Run to the end, with a limit; there is never a traceback, and `status` is what is expected."""
        command = [sys.executable, "-m", "patentfair.cli.main", *map(str, arguments)]
        done = subprocess.run(
            command, env=self.environment, cwd=self.home.parent, text=True, capture_output=True,
            stdin=subprocess.DEVNULL, timeout=LIMIT, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert status is None or done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def json(self, *arguments: object, status: int | None = 0) -> dict:
        """What a command prints with --json: all of standard output is one JSON object."""
        return json.loads(self.run(*arguments, "--json", status=status).stdout)

    def script(self, name: str, *arguments: object) -> dict:
        """Run one of the scripts beside this file and return the JSON it prints last."""
        done = subprocess.run(
            [sys.executable, str(SCRIPTS / name), *map(str, arguments)], env=self.environment, cwd=ROOT, text=True,
            capture_output=True, stdin=subprocess.DEVNULL, timeout=LIMIT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def counts(self) -> dict:
        """What the tables hold, counted in one state of the database."""
        return self.script("counts.py")

    def init(self) -> Installation:
        self.run("init", "--no-admin")
        return self

    def destroy(self) -> None:
        shutil.rmtree(self.home)


class Databases:
    """Makes fresh databases of one kind, and copies of filled installations."""

    def __init__(self, kind: str, uri: str = "") -> None:
        self.kind = kind
        self._uri = uri
        self._made = 0

    def fresh(self, home: Path, template: Installation | None = None) -> Installation:
        if self.kind == "sqlite":
            if template:
                shutil.copytree(template.home, home)
            return Installation(home)
        import psycopg

        self._made += 1
        name = f"faults_{self._made}"
        copied = f" TEMPLATE {urlsplit(template.database).path[1:]}" if template else ""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}")
        if template:
            shutil.copytree(template.home, home)
        return Installation(home, urlsplit(self._uri)._replace(path=f"/{name}").geturl())


def wait_until(condition: Callable[[], object], seconds: float = 30) -> object:
    """The first true value of `condition`; fails when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"nothing after {seconds} s")


def kill(process: subprocess.Popen) -> str:
    """kill -9, and what the process had said on standard error that was not read before."""
    process.send_signal(signal.SIGKILL)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == -signal.SIGKILL, "the process had ended before it was killed"
    return said or ""
