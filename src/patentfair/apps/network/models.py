"""The feed that this installation publishes, the installations it reads, and the index made of all of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center

__all__ = [
    "EmbedHost",
    "Feed",
    "FeedEntry",
    "FeedKey",
    "FeedPage",
    "IndexEntry",
    "IndexKey",
    "MovedCenter",
    "Peer",
    "TakenArchive",
    "TakenRow",
]


class Feed(models.Model):
    """The feed under one address of this installation. `position` is its cursor in the journal."""

    address = models.CharField(max_length=200, unique=True)
    position = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    begun_at = models.DateTimeField()


class FeedKey(models.Model):
    """A public key of the feed: each is signed by the one before; the first, and one after a lost one, by itself."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="keys")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    since = models.DateTimeField()
    signed_by = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "number"], name="one_feed_key_a_number")]


class FeedEntry(models.Model):
    """A line of the feed: `body` is the canonical form of what stays of it, with its hash, and is never changed.

    `shown` is the canonical form of its payload and salt. It and `payload_digest`, by which one tells whether there is
    news, are emptied with the next entry about the same thing.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    sequence = models.BigIntegerField()
    object = models.CharField(max_length=96)
    uid = models.CharField(max_length=400)
    kind = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    payload_digest = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    body = models.BinaryField()
    shown = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "sequence"], name="one_feed_entry_a_place"),
            models.UniqueConstraint(fields=["feed", "object", "version"], name="one_feed_entry_a_version"),
        ]


class FeedPage(models.Model):
    """The signed head of a page; the entries of a closed one are fixed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="pages")
    number = models.BigIntegerField()
    head = models.BinaryField()
    signature = models.CharField(max_length=128)
    is_closed = models.BooleanField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "number"], name="one_feed_page_a_number")]


class Peer(models.Model):
    """Another installation whose feed is read. `fingerprint` is that of the key confirmed with its operator, or of the
    key that this one's signatures lead to; `sequence`, `hash` and `page_issued_at` are the cursor in its feed.

    `flag` says why something it sent was refused; it stays until an operator has looked at it.
    """

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        REMOVED = "removed"

    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    address = models.CharField(max_length=200, unique=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    page_issued_at = models.CharField(max_length=20, blank=True)
    next_at = models.DateTimeField()
    pulled_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    error_at = models.DateTimeField(null=True, blank=True)
    flag = models.CharField(max_length=40, blank=True)
    flagged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sequence=0) | ~Q(hash=""), name="peer_cursor_has_its_hash"),
        ]


class IndexEntry(models.Model):
    """What one installation says of one thing now; without `peer`, this installation.

    A withdrawn thing keeps its row without its payload. So does a `passed` one, of which the feed has left the payload
    out because a newer entry tells of it, until that entry is read. `line` is shared by what is of one family; `facts`
    are those that sources may differ on, `since` when each was first said; `words` is what searches look into.
    """

    peer = models.ForeignKey(Peer, null=True, on_delete=models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=400, unique=True)
    kind = models.CharField(max_length=12)
    sequence = models.BigIntegerField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    payload = models.JSONField(null=True)
    moved_to = models.CharField(max_length=400, blank=True)
    line = models.CharField(max_length=110, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    since = models.JSONField(default=dict)
    words = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "kind", "issued_at"], name="index_entry_by_news")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="live", payload__isnull=False)
                | Q(state__in=["withdrawn", "passed"], line="", payload__isnull=True),
                name="index_entry_live_or_withdrawn",
            ),
        ]


class IndexKey(models.Model):
    """What ties a live entry to others: a number or a family."""

    entry = models.ForeignKey(IndexEntry, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=110, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "key"], name="one_index_key_an_entry")]


class EmbedHost(models.Model):
    """A web site that may show a center's listings and its search box in a frame."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="embed_hosts")
    host = models.CharField(max_length=200)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["center", "host"], name="one_embed_host_a_center")]


class MovedCenter(models.Model):
    """A center that left for another installation: what the feed told of it is withdrawn, and told of there."""

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="moved")
    to = models.CharField(max_length=200)
    at = models.DateTimeField()


class TakenArchive(models.Model):
    """An archive that was taken in: the hash of its manifest, who signed it, and what became of its rows.

    `extracts` are the files (by SHA-256) with what the other installation's journal says of the center. They are kept
    beside this journal, never in it. `report` is what the operator was told.
    """

    feed = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="archives")
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    extracts = models.JSONField(default=list)
    report = models.JSONField(default=dict)


class TakenRow(models.Model):
    """What a row of another installation became here, so that it is never taken in twice."""

    feed = models.CharField(max_length=400)
    table = models.CharField(max_length=40)
    there = models.BigIntegerField()
    here = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "table", "there"], name="row_taken_once")]
