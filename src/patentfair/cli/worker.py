"""The worker: follows the journal, seals it, and does what is due."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterable
from threading import Event, Thread

from django.db import OperationalError, close_old_connections

from patentfair.apps.accounts.jobs import clear_sessions
from patentfair.apps.discovery.jobs import catch_up, open_index
from patentfair.apps.exhibition.jobs import close_halls_of_removed_centers, show_scheduled_exhibits, tell_past_visits
from patentfair.apps.helpdesk.jobs import escalate_cases, hand_on_cases, lapse_cases, reveal_seeds
from patentfair.apps.journal.actions import seal
from patentfair.apps.learning.built_in_lessons import load_built_in_lessons
from patentfair.apps.market.closing_jobs import close_auctions, close_notices
from patentfair.apps.market.deal_jobs import (
    end_run_out_deals,
    lapse_unmet_conditions,
    let_notices_take_effect,
)
from patentfair.apps.market.jobs import hand_on_from_removed_centers, pause_ended_listings, wake_restored_listings
from patentfair.apps.market.money_jobs import issue_due_invoices, remind_payments
from patentfair.apps.market.table_jobs import work_on_tables
from patentfair.apps.market.trust_jobs import flag_deals, remind_answers, remind_recordals
from patentfair.apps.meetings.jobs import (
    call_off_events_of_removed_centers,
    erase_attendees,
    give_free_places,
    work_on_plans,
)
from patentfair.apps.network.jobs import end_hosts_of_removed_centers, publish_news, pull_due, renew_signature
from patentfair.apps.notices.jobs import deliver
from patentfair.apps.registry.jobs import expire_ended_terms, suggest_parties
from patentfair.apps.rights.jobs import hand_on_claims_from_removed_centers
from patentfair.domain.kernel.errors import DomainError

__all__ = ["run"]

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
PERIODIC_SECONDS = 60.0
SELDOM_SECONDS = 3600.0
# What the calendar alone brings about. Each is bounded and may be repeated.
PERIODIC = (
    expire_ended_terms,
    pause_ended_listings,
    wake_restored_listings,
    lapse_unmet_conditions,
    let_notices_take_effect,
    end_run_out_deals,
    close_notices,
    remind_answers,
    remind_recordals,
    show_scheduled_exhibits,
    tell_past_visits,
    give_free_places,
    hand_on_cases,
    escalate_cases,
    lapse_cases,
    renew_signature,
    close_halls_of_removed_centers,
    call_off_events_of_removed_centers,
    end_hosts_of_removed_centers,
    hand_on_claims_from_removed_centers,
    hand_on_from_removed_centers,
)
# What walks through every deal, and need not be told by the minute.
SELDOM = (
    load_built_in_lessons,
    issue_due_invoices,
    remind_payments,
    flag_deals,
    erase_attendees,
    reveal_seeds,
    clear_sessions,
)


def _do(jobs: Iterable[Callable[[], object]]) -> None:
    """Each job in its turn; one that is refused, since somebody was quicker, is tried again at its next time."""
    for job in jobs:
        try:
            job()
        except DomainError as error:
            log.warning("%s was refused: %s", job.__name__, error)


def run(*, once: bool = False) -> None:
    """Work until told to stop; `once` does what is waiting and returns."""
    stop = Event()
    if not once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        # Others may answer slowly: they are asked beside the work of one's own.
        Thread(target=_pull_until, args=(stop,), daemon=True).start()
    due = seldom_due = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() >= due:
                _do(PERIODIC)
                due = time.monotonic() + PERIODIC_SECONDS
            if time.monotonic() >= seldom_due:
                _do(SELDOM)
                seldom_due = time.monotonic() + SELDOM_SECONDS
            # last, so that one round also seals, indexes and sends what the calendar has just brought about
            worked = (
                work_on_plans(wait=once)
                + work_on_tables()
                + close_auctions()
                + seal()
                + catch_up(open_index(create=True))
                + deliver()
                + publish_news()
            )
            if not worked and not once:
                worked = suggest_parties()  # with nothing else to do, a little of what may take its time
        except OperationalError as error:
            log.warning("the database did not answer, trying again: %s", error)
            worked = 0
        if once:
            _pull_all()
            return
        if not worked:
            stop.wait(POLL_SECONDS)


def _pull_all() -> None:
    """Read every feed that is due."""
    while pull_due():
        pass


def _pull_until(stop: Event) -> None:
    """Read the feeds that are due until told to stop."""
    while not stop.wait(POLL_SECONDS):
        close_old_connections()
        try:
            pull_due()
        except OperationalError as error:
            log.warning("the database did not answer, trying again: %s", error)
        except Exception:
            log.exception("a feed could not be read")
            stop.wait(PERIODIC_SECONDS)
