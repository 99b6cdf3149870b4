"""`serve`: comes up, answers, and stops whole."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

from tests.faults.installation import Installation, wait_until


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def children_of(pid: int) -> set[int]:
    """Every process below one, by the system's own table."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found |= {child} | children_of(child)
    return found


def are_gone(processes: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in processes)


def stop(process: subprocess.Popen, seconds: float = 30) -> str:
    process.send_signal(signal.SIGTERM)
    try:
        return process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def test_serve_answers_and_stops_web_and_worker(embedded_sample: Installation) -> None:
    for start in ("first", "second"):
        port = free_port()
        begun = time.monotonic()
        process = embedded_sample.start("serve", "--port", port)
        try:
            wait_until(partial(answers, port), 60)
            print(f"{start} start: {time.monotonic() - begun:.1f} s")
            below = children_of(process.pid)
            assert len(below) >= 2  # web and worker
        except BaseException:
            stop(process)
            raise
        begun = time.monotonic()
        said = stop(process, 10)
        print(f"stopped in {time.monotonic() - begun:.1f} s")
        assert process.returncode == 0, said
        assert "Traceback" not in said
        wait_until(partial(are_gone, below), 5)
        assert not answers(port)
        with socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", port))


def test_serve_ends_both_when_the_port_is_taken(embedded: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = embedded.start("serve", "--port", port)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 2, said
    assert "Traceback" not in said, said
    assert str(port) in said


def test_serve_told_to_stop_at_once_leaves_nothing_behind(embedded: Installation) -> None:
    process = embedded.start("serve", "--port", free_port())
    wait_until(lambda: "serves" in process.stderr.readline(), 60)
    below = children_of(process.pid)
    stop(process, 15)
    wait_until(partial(are_gone, below), 5)
