"""Plans and filters as Tantivy queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tantivy import Occur, Query, Schema

from patentfair.domain.retrieval.document import is_facet_name
from patentfair.domain.retrieval.plan import Clause, IndexField, Occurrence, Plan

__all__ = ["plan_query", "restriction"]


def _occurrence(schema: Schema, occurrence: Occurrence) -> Query:
    field = occurrence.field.value
    if len(occurrence.terms) > 1:
        # The terms score by themselves (`Plan.scoring`); this only decides.
        if occurrence.field is IndexField.TEXT:
            all_of = Query.boolean_query(
                [
                    (Occur.Must, Query.term_query(schema, field, term, "basic"))
                    for term in dict.fromkeys(occurrence.terms)
                ]
            )
        else:
            all_of = Query.phrase_query(schema, field, list(occurrence.terms))
        return Query.const_score_query(all_of, 0.5)
    term = Query.term_query(schema, field, occurrence.terms[0], "freq")
    exact = occurrence.field in (IndexField.NUMBERS, IndexField.CLASSES)
    return Query.const_score_query(term, 20.0 if occurrence.field is IndexField.NUMBERS else 2.0) if exact else term


def _clause(schema: Schema, clause: Clause) -> Query:
    queries = [_occurrence(schema, occurrence) for occurrence in clause.any_of]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def plan_query(schema: Schema, plan: Plan, least: int, boost: Callable[[str], float]) -> Query | None:
    """The scoring query with at least `least` of the `should` clauses; `None` if nothing positive is asked.

    `boost` weighs the terms of a long plan.
    """
    if plan.long:
        should = [
            Query.boost_query(_clause(schema, clause), boost(clause.any_of[0].terms[0])) for clause in plan.should
        ]
    else:
        should = [_clause(schema, clause) for clause in plan.should]
    parts = [(Occur.Must, _clause(schema, clause)) for clause in plan.must]
    if should and least >= len(should):
        parts += [(Occur.Must, query) for query in should]
    elif should and (least > 1 or (parts and least)):
        parts.append((Occur.Must, Query.boolean_query([(Occur.Should, query) for query in should], least)))
    else:
        parts += [(Occur.Should, query) for query in should]
    if not parts:
        return None
    # Beside clauses that must hold, these score; alone they would let documents in that hold nothing else.
    if any(occur is Occur.Must for occur, _ in parts):
        parts += [
            (Occur.Should, Query.term_query(schema, IndexField.TEXT.value, term, "freq")) for term in plan.scoring
        ]
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def _any_value(schema: Schema, facet: str, values: tuple[str, ...]) -> Query:
    if not is_facet_name(facet):
        return Query.empty_query()
    return Query.boolean_query(
        [(Occur.Should, Query.term_query(schema, f"facets.{facet}", value, "basic")) for value in dict.fromkeys(values)]
    )


def restriction(
    schema: Schema,
    query: Query | None,
    collection: str,
    filters: Mapping[str, tuple[str, ...]],
    must_not: tuple[Clause, ...] = (),
) -> Query:
    """`query`, or everything, within a collection and under filters, which do not touch the score."""
    within = [Query.term_query(schema, "collection", collection, "basic")]
    within += [_any_value(schema, facet, values) for facet, values in filters.items() if values]
    parts = [(Occur.Must, query)] if query is not None else []
    parts += [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in within]
    parts += [(Occur.MustNot, _clause(schema, clause)) for clause in must_not]
    return Query.boolean_query(parts)
