"""The append-only record of every act: entries, and the blocks that seal them.

The database refuses update and delete on all three tables (see the migration).
"""

from __future__ import annotations

from django.db import models

__all__ = ["Block", "Entry", "Seal"]


class Entry(models.Model):
    """One act: who did what to which object, on whose behalf, at which center.

    `actor`, `on_behalf_of`, `object` and `center` are typed references such as `user:12`; `hash` is the leaf hash of
    the canonical JSON of everything else, `salt` among it.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=64, db_index=True)
    actor = models.CharField(max_length=64, db_index=True)
    on_behalf_of = models.CharField(max_length=64, blank=True)
    object = models.CharField(max_length=96, db_index=True)
    center = models.CharField(max_length=64, blank=True, db_index=True)
    facts = models.TextField(default="{}")
    salt = models.CharField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"


class Block(models.Model):
    """A run of entries sealed by a Merkle root, chained to the block before it by `previous`."""

    height = models.BigIntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    previous = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()


class Seal(models.Model):
    """The place of an entry in the sealed journal; `position` counts from 1 without gaps."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    block = models.ForeignKey(Block, on_delete=models.PROTECT)
