"""One round of the race: buyers that sign at once through the web, and what must hold afterwards."""

from __future__ import annotations

import http.client
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from threading import Barrier
from urllib.parse import urlencode

from tests.faults.installation import Installation, wait_until
from tests.faults.test_serve import answers, free_port

BUYERS = 200
WORKERS = 8
PATIENCE = 240  # seconds; a machine with other work answers late, and a buyer comes again
CSRF = "x" * 32
NEVER = -1


class Served:
    """An installation served by many web processes, ended by `stop`."""

    def __init__(self, installation: Installation) -> None:
        self.port = free_port()
        self.process = installation.start(
            "serve", "--port", self.port, "--workers", WORKERS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: answers(self.port), 60)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)


def sign(port: int, buyer: dict, start: Barrier) -> list[int]:
    """Sign until the answer is final; the statuses seen."""
    start.wait()
    seen: list[int] = []
    body = urlencode({"csrfmiddlewaretoken": CSRF, "hash": buyer["hash"], "name": "Buyer"})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={buyer['session']}; csrftoken={CSRF}",
    }
    pause, end = 0.05, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.request("POST", f"/en/deals/{buyer['deal']}/sign", body, headers)
            response = connection.getresponse()
            page = response.read().decode()
            seen.append(response.status)
            if response.status == 302 or 'id="why"' in page:
                return seen
        except OSError:
            seen.append(0)  # the listening queue was full: the buyer tries again
        finally:
            connection.close()
        time.sleep(pause)
        pause = min(2 * pause, 2.0)
    return [*seen, NEVER]


def one_round(installation: Installation, served: Served, number: int) -> dict:
    """Prepare, race, and look."""
    prepared = installation.script("buyers.py", "prepare", BUYERS, number)
    buyers = prepared["buyers"]
    start = Barrier(BUYERS)
    with ThreadPoolExecutor(BUYERS) as pool:
        seen = list(pool.map(lambda buyer: sign(served.port, buyer, start), buyers))
    found = installation.script("buyers.py", "found", prepared["patent"])
    check(found, seen)
    return found


def check(found: dict, seen: list[list[int]]) -> None:
    """Exactly a compatible and complete set is in force, nobody saw a server error, and the journal holds."""
    wanted = {int(pk): (set(places), start, end) for pk, (places, start, end) in found["wanted"].items()}

    def clash(one: int, other: int) -> bool:
        (places, start, end), (places_2, start_2, end_2) = wanted[one], wanted[other]
        return bool(places & places_2) and start < end_2 and start_2 < end

    statuses = {status for row in seen for status in row}
    assert not {status for status in statuses if status >= 500 and status != 503}, statuses
    assert all(row[-1] != NEVER for row in seen), "a buyer never got a final answer"
    winners = found["in_force"]
    assert winners
    assert found["grants"] == winners
    assert not [pair for pair in combinations(winners, 2) if clash(*pair)]
    losers = wanted.keys() - set(winners)
    assert found["waiting"] == len(losers)
    assert all(any(clash(loser, winner) for winner in winners) for loser in losers)
    assert sum(row[-1] == 302 for row in seen) == len(winners)
    assert found["verified"]
