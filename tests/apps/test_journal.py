"""The journal: append-only, sealed, verifiable."""

import pytest
from django.db import DatabaseError, connection, transaction

from patentfair.apps.journal.actions import record, seal
from patentfair.apps.journal.events import EventType
from patentfair.apps.journal.models import Block, Entry, Seal
from patentfair.apps.journal.queries import entries_after, head, receipt, verify
from patentfair.domain.kernel.errors import InvariantBroken
from patentfair.domain.kernel.merkle import leaf_hash, root_from_proof

TRIED = EventType("test.tried", ("what",))


def tried(what: str) -> Entry:
    with transaction.atomic():
        return record(TRIED, actor="system", object="test:1", what=what)


def test_the_sample_world_verifies(world):
    seal()
    found = verify()
    assert found.ok
    assert found.first_broken is None
    assert found.entries == Entry.objects.count() > 1000


def test_an_entry_is_sealed_and_its_receipt_leads_to_the_root(world):
    entry = tried("seal me")
    seal()
    proof = receipt(entry)
    assert proof.position == head()[0]
    root = root_from_proof(
        bytes.fromhex(proof.entry_hash), proof.index, proof.count, [bytes.fromhex(step) for step in proof.proof]
    )
    assert root.hex() == proof.root
    assert (
        root_from_proof(leaf_hash(b"forged"), proof.index, proof.count, [bytes.fromhex(step) for step in proof.proof])
        != root
    )


@pytest.mark.parametrize("model", [Entry, Seal, Block])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_the_journal(world, model, act):
    tried("stay")
    seal()
    rows = model.objects.all()
    before = rows.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        if act == "update":
            field = {Entry: "actor", Seal: "entry_id", Block: "last_position"}[model]
            first = rows.first()
            rows.filter(pk=first.pk).update(**{field: getattr(first, field)})
        else:
            rows.filter(pk=rows.last().pk)._raw_delete(rows.db)
    assert model.objects.count() == before


def _disarm():
    """Take the triggers away, as someone with the database's password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in ("journal_entry", "journal_seal", "journal_block"):
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{act}")
        else:
            cursor.execute("SET session_replication_role = replica")


def _rearm():
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")


def test_a_changed_entry_is_named(world):
    seal()
    _disarm()
    victim = Seal.objects.get(position=7)
    Entry.objects.filter(pk=victim.entry_id).update(facts='{"forged": true}')
    _rearm()
    found = verify()
    assert not found.ok
    assert found.first_broken == 7


def test_a_removed_entry_is_named(world):
    seal()
    _disarm()
    victim = Seal.objects.get(position=9)
    with connection.constraint_checks_disabled():
        Seal.objects.filter(pk=9)._raw_delete("default")
        Entry.objects.filter(pk=victim.entry_id)._raw_delete("default")
        _rearm()
        found = verify()
    assert not found.ok
    assert found.first_broken in (9, 10)
    assert found.first_broken <= 10


def test_a_rewritten_entry_with_a_fresh_hash_breaks_its_block(world):
    from patentfair.apps.journal.actions import entry_hash

    seal()
    _disarm()
    entry = Seal.objects.get(position=5).entry
    entry.facts = '{"forged": true}'
    entry.hash = entry_hash(entry)
    Entry.objects.filter(pk=entry.pk).update(facts=entry.facts, hash=entry.hash)
    _rearm()
    found = verify()
    assert not found.ok
    block = Seal.objects.get(position=5).block
    assert block.first_position <= found.first_broken <= block.last_position


def test_recording_outside_a_transaction_or_with_other_facts_is_a_bug(world):
    with pytest.raises(InvariantBroken), transaction.atomic():
        record(TRIED, actor="system", object="test:1", other="x")


def test_a_refused_act_leaves_no_entry(world):
    before = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(TRIED, actor="system", object="test:1", what="roll back")
        raise RuntimeError
    assert Entry.objects.count() == before


def test_consumers_read_on_from_their_cursor(world):
    seal()
    position = head()[0]
    tried("one")
    tried("two")
    seal()
    assert [s.entry.event for s in entries_after(position)] == ["test.tried", "test.tried"]
    assert entries_after(head()[0]) == []
