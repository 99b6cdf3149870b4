"""The network of installations from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.network.actions.export import export_center, move_center, return_center
from patentfair.apps.network.actions.feed import begin_feed, renew_key
from patentfair.apps.network.actions.peers import register_peer
from patentfair.apps.network.actions.taking_in import take_in_archive
from patentfair.apps.network.archive_reading import extracts_of, verify_archive
from patentfair.apps.network.jobs import publish_news, pull
from patentfair.apps.network.models import IndexEntry, Peer
from patentfair.apps.network.queries import fingerprint_now, is_stale
from patentfair.cli.receipts import run as verify_extract
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.web.refusals import SENTENCES

__all__ = [
    "add_peer", "describe", "export", "moved", "publish", "pull_all", "rotate_key", "take_in",
    "told_of_export", "told_of_import",
]  # fmt: skip

MOST = 100_000  # pages of one feed
SHOWN = 20  # rows left out of a table, told on the terminal
Language = Literal["zh", "en"]


def describe() -> dict[str, Any]:
    """This installation's feed and those it reads."""
    feed, now = begin_feed(actor=SYSTEM), timezone.now()
    return {
        "address": feed.address,
        "fingerprint": fingerprint_now(feed),
        "entries": feed.sequence,
        "index": IndexEntry.objects.filter(state="live").count(),
        "peers": [
            {
                "address": peer.address,
                "name": peer.name_en,
                "state": peer.state,
                "entries": peer.sequence,
                "live": IndexEntry.objects.filter(peer=peer, state="live").count(),
                "pulled_at": peer.pulled_at.isoformat() if peer.pulled_at else None,
                "error": peer.error,
                "flag": peer.flag,
                "stale": is_stale(peer, now),
            }
            for peer in Peer.objects.exclude(state=Peer.State.REMOVED).order_by("address")
        ],
    }


def add_peer(address: str, fingerprint: str, name_zh: str, name_en: str) -> Peer:
    """Register another installation."""
    return register_peer(actor=SYSTEM, name_zh=name_zh, name_en=name_en, address=address, fingerprint=fingerprint)


def publish() -> int:
    """Bring the feed up to the journal; returns how many entries it has."""
    while publish_news():
        pass
    return begin_feed(actor=SYSTEM).sequence


def pull_all() -> dict[str, Any]:
    """Read every active feed now, whenever it is due; what came of each."""
    for peer in Peer.objects.filter(state=Peer.State.ACTIVE).order_by("pk"):
        pull(peer, most=MOST)
    return describe()


def rotate_key(*, lost: bool) -> str:
    """Replace the feed's key; returns the new fingerprint."""
    return renew_key(actor=SYSTEM, lost=lost)


def export(target: Path, key: str, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Write the archive of a center; what is in it."""
    return export_center(actor=SYSTEM, center=_center(key), target=target, progress=progress)


def take_in(path: Path, fingerprint: str, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Verify an archive, the extracts of its journal too, and take it in; what became of its rows."""
    opened = verify_archive(path, fingerprint=fingerprint, progress=progress)
    with TemporaryDirectory() as folder:
        for name, data in extracts_of(path, opened):
            extract = Path(folder) / "extract.json"
            extract.write_bytes(data)
            if not verify_extract(extract)["holds"]:
                raise Invalid("archive.journal", field=path.name, why=name)
    return take_in_archive(actor=SYSTEM, path=path, opened=opened, progress=progress)


def moved(key: str, to: str, language: Language) -> str:
    """Say where a center went, or with no `to` that it is here after all, and write it into the feed; what was done."""
    center = _center(key)
    if not to:
        count = return_center(actor=SYSTEM, center=center)
        publish()
        if language == "zh":
            return f"迁移记载已撤回，重新发布 {count} 条。"
        return f"{count} told of again: the center is here."
    count = move_center(actor=SYSTEM, center=center, to=to)
    publish()
    if language == "zh":
        return f"已撤回 {count} 条，并注明新址 {to}。如有误，可用 --back 恢复。"
    return f"{count} withdrawn, moved to {to}. If that was a mistake, take it back by --back."


def told_of_export(found: dict[str, Any], language: Language) -> list[str]:
    """What was exported, for people."""
    rows, files, missing = sum(found["counts"].values()), found["files"], found["files_missing"]
    if language == "zh":
        told = [f"{found['center']}：{rows} 条记录、{files} 个文件，共 {found['bytes']} 字节。"]
        return [*told, f"有 {missing} 个文件缺失、损坏或过大，未写入。"] if missing else told
    told = [f"{found['center']}: {rows} rows and {files} files, {found['bytes']} bytes."]
    return [*told, f"{missing} files are missing here, damaged or too large, and are not in it."] if missing else told


def told_of_import(found: dict[str, Any], language: Language) -> list[str]:
    """What was taken in, for people: a line a table (made, here already, left out), and the first rows left out."""
    if not found["is_new"]:
        at = found["taken_at"][:19]
        return [
            f"此数据包已于 {at} 接收，没有任何改动。" if language == "zh" else f"Taken in on {at}; nothing was changed."
        ]
    told = []
    for name, one in found["tables"].items():
        if one["made"] or one["there"] or one["left"]:
            told.append(f"{name:<20} +{one['made']:<6} ={one['there']:<6} -{one['left']}")
        told += [
            f"  {name} {row}: {SENTENCES[code].of(language)} {why} ({code})" for row, code, why in one["why"][:SHOWN]
        ]
    made, there, left = (sum(one[what] for one in found["tables"].values()) for what in ("made", "there", "left"))
    if language == "zh":
        return [*told, f"中心 {found['center']}：新增 {made} 条，原有 {there} 条，未接收 {left} 条。"]
    return [*told, f"Center {found['center']}: {made} made, {there} here already, {left} left out."]


def _center(key: str) -> Center:
    found = Center.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Center.objects.order_by("key").values_list("key", flat=True)[:40])
        raise Refused("network.no-center", field=key, why=known)
    return found
