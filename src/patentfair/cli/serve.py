"""Run the web server and the worker as one, and stop both together."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from types import FrameType

__all__ = ["run"]

GRACE_SECONDS = 10


def run(host: str, port: int, workers: int) -> int:
    """Start both processes and wait. Ends, with status 1, when one of them ends by itself; 2 when nothing started."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except (OSError, OverflowError) as error:
        print(f"patentfair: cannot listen on {host}:{port}: {error}", file=sys.stderr)  # noqa: T201
        return 2
    web = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "--no-ws",
        "patentfair.config.wsgi:application",
    ]
    jobs = [sys.executable, "-m", "patentfair.cli.main", "worker"]
    processes: list[subprocess.Popen[bytes]] = []
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for command in (web, jobs):
        if stopping:
            break
        processes.append(subprocess.Popen(command))  # noqa: S603 - our own command lines
    print(f"Patentfair serves http://{host}:{port}/  (Ctrl+C stops it)", file=sys.stderr)  # noqa: T201
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopping else 1
