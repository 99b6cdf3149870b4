"""The search index as the pages use it: opened once a process."""

from functools import lru_cache

from patentfair.apps.discovery.jobs import open_index
from patentfair.domain.retrieval.index import SearchIndex

__all__ = ["search_index"]


@lru_cache(maxsize=1)
def search_index() -> SearchIndex:
    return open_index(create=True)
