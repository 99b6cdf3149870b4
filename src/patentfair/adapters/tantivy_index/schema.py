"""The fields of the Tantivy index and how a document fills them."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy

from patentfair.domain.kernel.errors import ensure
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.analysis import Token, sequence, tokenise
from patentfair.domain.retrieval.document import IndexDocument, is_facet_name
from patentfair.domain.retrieval.folding import fold
from patentfair.domain.retrieval.keys import class_terms, number_terms
from patentfair.domain.retrieval.plan import IndexField

__all__ = ["CURSOR_ID", "cursor_document", "index_schema", "to_tantivy"]

CURSOR_ID = "#cursor"
TITLE_WEIGHT = 4


def index_schema() -> tantivy.Schema:
    """Exact fields are raw. Text fields hold the terms of `domain.retrieval.analysis` with spaces between them, which
    Tantivy takes in six times faster than tokens made in Python; positions are where phrases are looked up.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("collection", tokenizer_name="raw", index_option="basic")
    for exact in (IndexField.NUMBERS, IndexField.CLASSES):
        builder.add_text_field(exact.value, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(IndexField.TEXT.value, tokenizer_name="whitespace", index_option="freq")
    for text in (IndexField.TITLE, IndexField.BODY, IndexField.CLAIMS, IndexField.NAMES):
        builder.add_text_field(text.value, tokenizer_name="whitespace", index_option="position")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", fast=True)
    builder.add_unsigned_field("cursor", stored=True)
    return builder.build()


def _analysed(texts: Iterable[TextIn]) -> list[list[Token]]:
    return [tokenise(fold(text.text)) for text in texts]


def to_tantivy(source: IndexDocument) -> tantivy.Document:
    """The engine's document.

    `text` is BM25F's virtual document: title terms count four times, body and names once, and of the claims the terms
    that nothing else holds, once, so that long claims neither hide a document nor outweigh its abstract.
    """
    title, body, claims = _analysed(source.title), _analysed(source.body), _analysed(source.claims)
    names = [tokenise(fold(name)) for name in source.names]
    document = tantivy.Document()
    document.add_text("id", source.id)
    document.add_text("collection", source.collection)
    for field, texts in (
        (IndexField.TITLE, title),
        (IndexField.BODY, body),
        (IndexField.CLAIMS, claims),
        (IndexField.NAMES, names),
    ):
        for tokens in texts:
            document.add_text(field.value, " ".join(sequence(tokens)))
    terms = [token.term for tokens in (*title * TITLE_WEIGHT, *body, *names) for token in tokens]
    held = set(terms)
    terms += dict.fromkeys(token.term for tokens in claims for token in tokens if token.term not in held)
    document.add_text(IndexField.TEXT.value, " ".join(terms))
    for key in dict.fromkeys(term for number in source.numbers for term in number_terms(number)):
        document.add_text(IndexField.NUMBERS.value, key)
    for key in dict.fromkeys(term for symbol in source.classes for term in class_terms(symbol)):
        document.add_text(IndexField.CLASSES.value, key)
    ensure(all(map(is_facet_name, source.facets)), "facet names are plain")
    if source.facets:
        document.add_json("facets", {name: list(dict.fromkeys(values)) for name, values in source.facets.items()})
    document.add_integer("day", source.sort_date.toordinal() if source.sort_date else 0)
    return document


def cursor_document(cursor: int) -> tantivy.Document:
    """The document that keeps the journal cursor in the same commit as what it stands for."""
    document = tantivy.Document()
    document.add_text("id", CURSOR_ID)
    document.add_unsigned("cursor", cursor)
    return document
