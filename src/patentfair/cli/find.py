"""Search and match from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.utils import timezone

from patentfair.apps.discovery.jobs import catch_up as catch_up_index
from patentfair.apps.discovery.jobs import open_index, rebuild
from patentfair.apps.market.models import Need
from patentfair.apps.matching.queries import need_profile, patents_for, profile_from_json
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import Invalid, NotFound
from patentfair.domain.retrieval.search import SearchRequest

__all__ = ["catch_up", "match", "reindex", "search"]


def catch_up() -> int:
    """Bring the index to the journal's head, unless a running worker does so."""
    return catch_up_index(open_index(create=True))


def reindex(progress: Callable[[int, int], None]) -> int:
    return rebuild(open_index(create=True), progress)


def search(query: str, limit: int) -> dict[str, Any]:
    """Hits as the command prints them; `milliseconds` is the search inside the process."""
    catch_up()
    response = open_index().search(SearchRequest(text=query, limit=limit))
    keys = [hit.id.removeprefix("patent:") for hit in response.hits]
    patents = {patent.key: patent for patent in Patent.objects.filter(key__in=keys).defer("record")}
    return {
        "total": response.total,
        "milliseconds": round(response.milliseconds, 3),
        "problems": [{"offset": p.offset, "code": p.code, "reason": p.reason} for p in response.problems],
        "hits": [_hit(patents[key], hit.score) for key, hit in zip(keys, response.hits, strict=True) if key in patents],
    }


def match(need_file: Path | None, need_id: int | None, limit: int) -> dict[str, Any]:
    """Matches of a need given as a file or by its id."""
    catch_up()
    if need_file is not None:
        try:
            profile = profile_from_json(need_file.read_bytes())
        except OSError as error:
            raise Invalid("ingest.cannot-open", field=str(need_file), why=error.strerror or "") from error
        except Invalid as error:
            raise Invalid(error.code, field=str(need_file), reason=error.data.get("reason", "")) from error
    else:
        need = Need.objects.filter(pk=need_id or 0).first()
        if need is None:
            raise NotFound("not-found", what="need")
        profile = need_profile(need)
    started = perf_counter()
    found = patents_for(profile, open_index(), timezone.localdate(), limit)
    elapsed = (perf_counter() - started) * 1000
    language = settings.LANGUAGE_CODE
    return {
        "total": len(found),
        "milliseconds": round(elapsed, 3),
        "hits": [
            {
                **_hit(one.patent, one.match.score),
                "reasons": [reason.words.of(language) for reason in one.match.reasons],
                "misfits": [reason.words.of(language) for reason in one.match.misfits],
            }
            for one in found
        ],
    }


def _hit(patent: Patent, score: float) -> dict[str, Any]:
    return {
        "number": patent.key,
        "title": patent.title_in(settings.LANGUAGE_CODE),
        "office": patent.office,
        "score": round(score, 6),
    }
