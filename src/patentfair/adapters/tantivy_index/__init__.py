"""The embedded search engine."""

from patentfair.adapters.tantivy_index.index import TantivyIndex

__all__ = ["TantivyIndex"]
