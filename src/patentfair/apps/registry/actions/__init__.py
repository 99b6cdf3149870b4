"""Every write to the register. Imported batches are journalled by `apps.ingest`, one entry a batch."""

from patentfair.apps.registry.actions.events import add_legal_event
from patentfair.apps.registry.actions.extracts import save_extracts
from patentfair.apps.registry.actions.records import BatchResult, save_records
from patentfair.apps.registry.actions.status import refold

__all__ = ["BatchResult", "add_legal_event", "refold", "save_extracts", "save_records"]
