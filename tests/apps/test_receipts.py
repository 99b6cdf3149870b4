"""A deal's receipt, and its recomputation from the file alone."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from django.db import transaction

from patentfair.apps.journal import actions as journal
from patentfair.apps.journal.events import EventType
from patentfair.apps.journal.models import Block
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.journal.queries import receipt as proof_of
from patentfair.apps.market.actions import deals
from patentfair.apps.market.models import Deal
from patentfair.apps.market.receipts import RECEIPT_FORMAT, deal_receipt
from patentfair.cli import receipts
from patentfair.cli.main import main
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.market.deal import Side


@pytest.fixture
def deal(world):
    found = Deal.objects.filter(state="negotiation", sheets__number=1).select_related("grantor", "grantee")
    return found.order_by("pk").first()


@pytest.fixture
def receipt(deal):
    journal.seal()
    return json.loads(canonical_json(deal_receipt(deal, side=Side.GRANTEE)))


def verified(tmp_path, receipt) -> dict:
    path = tmp_path / "receipt.json"
    path.write_bytes(canonical_json(receipt))
    return receipts.run(path)


def broken(tmp_path, receipt) -> list[tuple[int, str]]:
    return [(line["entry"], line["why"]) for line in verified(tmp_path, receipt)["entries"] if not line["holds"]]


def test_a_receipt_holds_every_entry_and_the_same_proofs_as_the_journal(deal, receipt, tmp_path):
    entries = entries_of(f"deal:{deal.pk}")
    assert [one["hash"] for one in receipt["entries"]] == [bytes(entry.hash).hex() for entry in entries]
    assert len(entries) > 3
    for entry, one in zip(entries, receipt["entries"], strict=True):
        known = proof_of(entry)
        assert (one["seal"]["position"], one["seal"]["index"], one["seal"]["count"]) == (
            known.position, known.index, known.count,
        )  # fmt: skip
        assert tuple(one["seal"]["proof"]) == known.proof
        assert (one["seal"]["block"]["root"], one["seal"]["block"]["hash"]) == (known.root, known.block_hash)
    found = verified(tmp_path, receipt)
    assert (found["holds"], found["sealed"], found["object"]) == (True, len(entries), f"deal:{deal.pk}")
    assert receipts.FORMAT == RECEIPT_FORMAT


def test_block_hashes_are_reckoned_as_the_journal_reckons_them(world):
    for block in Block.objects.order_by("height")[:50]:
        mine = receipts._Block(
            block.height, bytes(block.previous).hex(), bytes(block.root).hex(), block.first_position,
            block.last_position, "",
        )  # fmt: skip
        assert receipts._block_hash(mine, bytes(block.previous), bytes(block.root)) == bytes(block.hash).hex()


def test_entries_sealed_together_are_proved_in_one_block(world, deal, tmp_path, monkeypatch):
    """As on PostgreSQL, where a block holds many entries."""
    monkeypatch.setattr(journal, "_seal_entries", lambda entries: None)
    speaker = world.actor_for(deal.grantor)
    with transaction.atomic():
        for number in range(5):
            deals.say(actor=speaker, deal=deal, text=f"Message {number}")
    waiting = json.loads(canonical_json(deal_receipt(deal, side=Side.GRANTEE)))
    found = verified(tmp_path, waiting)
    assert found["holds"]
    assert found["sealed"] <= len(found["entries"]) - 5
    monkeypatch.undo()
    journal.seal()
    sealed = json.loads(canonical_json(deal_receipt(deal, side=Side.GRANTEE)))
    assert {one["seal"]["block"]["height"] for one in sealed["entries"][-5:]} == {
        Block.objects.order_by("-height").first().height
    }
    assert verified(tmp_path, sealed)["holds"]
    sealed["entries"][-2]["seal"]["proof"][0] = "0" * 64
    assert broken(tmp_path, sealed) == [
        (len(sealed["entries"]) - 1, "its proof does not lead to the root of its block")
    ]


@pytest.mark.parametrize("field", ["at", "event", "actor", "on_behalf_of", "center", "facts", "salt"])
def test_a_changed_entry_is_named(receipt, tmp_path, field):
    receipt["entries"][2]["says"][field] += "x"
    assert broken(tmp_path, receipt) == [(3, "what it says does not match its hash")]


def test_changed_hashes_proofs_places_and_blocks_are_named(receipt, tmp_path):
    def after(change) -> list[int]:
        copy = json.loads(json.dumps(receipt))
        change(copy["entries"])
        return [number for number, _why in broken(tmp_path, copy)]

    def block(entry):
        return entry["seal"]["block"]

    assert after(lambda e: e[1].update(hash="0" * 64)) == [2]
    assert after(lambda e: e[1]["seal"].update(position=e[1]["seal"]["position"] + 1)) == [2]
    assert after(lambda e: e[1]["seal"].update(index=-1)) == [2]
    assert after(lambda e: e[1]["seal"].update(count=e[1]["seal"]["count"] + 1)) == [2]
    assert after(lambda e: e[1]["seal"].update(proof=["0" * 64, *e[1]["seal"]["proof"]])) == [2]
    for name, value in (("root", "0" * 64), ("hash", "0" * 64), ("previous", "zz"), ("previous", "0" * 64),
                        ("height", 0), ("first_position", 0), ("last_position", 0)):  # fmt: skip
        assert after(lambda e, n=name, v=value: block(e[1]).update({n: v})) == [2], name
    assert after(lambda e: e[1]["says"].update(object="deal:0")) == [2]
    assert 3 in after(lambda e: e.insert(2, e[1]))
    assert after(lambda e: e.reverse())


def test_neighbouring_blocks_must_link(world, deal, tmp_path):
    """A block forged as a whole holds in itself, and gives itself away beside its neighbour."""
    journal.seal()
    for number in range(2):
        deals.say(actor=world.actor_for(deal.grantor), deal=deal, text=f"Message {number}")
        journal.seal()
    receipt = json.loads(canonical_json(deal_receipt(deal, side=Side.GRANTEE)))
    entries, near = receipt["entries"], len(receipt["entries"]) - 1
    assert verified(tmp_path, receipt)["holds"]
    block = entries[near]["seal"]["block"]
    block["previous"] = "1" * 64
    forged = receipts._Block(**block)
    block["hash"] = receipts._block_hash(forged, bytes.fromhex(block["previous"]), bytes.fromhex(block["root"]))
    assert broken(tmp_path, receipt) == [(near + 1, "its block is not chained to the one before it")]


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"format": "other/1"}', "[" * 100_000])
def test_what_is_no_receipt_is_refused(tmp_path, text):
    path = tmp_path / "receipt.json"
    path.write_text(text)
    with pytest.raises(Invalid):
        receipts.run(path)


def test_the_command_names_what_does_not_hold(receipt, tmp_path):
    path = tmp_path / "receipt.json"
    path.write_bytes(canonical_json(receipt))
    good = CliRunner().invoke(main, ["verify-receipt", str(path)])
    assert good.exit_code == 0, good.output
    assert "0 do not hold" in good.stderr
    receipt["entries"][0]["says"]["facts"] = "{}"
    path.write_bytes(canonical_json(receipt))
    bad = CliRunner().invoke(main, ["verify-receipt", str(path), "--json"])
    assert bad.exit_code == 1
    assert [line["entry"] for line in json.loads(bad.stdout)["entries"] if not line["holds"]] == [1]


def test_no_installation_is_needed(receipt, tmp_path):
    path = tmp_path / "receipt.json"
    path.write_bytes(canonical_json(receipt))
    done = subprocess.run(
        [sys.executable, "-m", "patentfair.cli.main", "verify-receipt", str(path)],
        env={"PATENTFAIR_HOME": str(tmp_path / "nothing"), "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "nothing").exists()


def test_what_is_one_sides_own_is_proved_and_not_told(world, deal, tmp_path):
    """How the grantor shares its income is no business of the grantee, the center or the administrators."""
    with transaction.atomic():
        journal.record(
            EventType("sharing.made-up", ("part",)),
            actor="user:1",
            object=f"deal:{deal.pk}",
            on_behalf_of=f"organisation:{deal.grantor_id}",
            part="1/2",
        )
    journal.seal()
    for side in (Side.GRANTEE, None):
        found = json.loads(canonical_json(deal_receipt(deal, side=side)))
        assert found["entries"][-1]["says"] is None
        assert "1/2" not in json.dumps(found)
        assert verified(tmp_path, found)["holds"]
        found["entries"][-1]["hash"] = "1" * 64
        assert broken(tmp_path, found) == [(len(found["entries"]), "its proof does not lead to the root of its block")]
        found["entries"][-1]["seal"] = None
        assert broken(tmp_path, found) == [(len(found["entries"]), "neither what it says nor its place is told")]
    own = json.loads(canonical_json(deal_receipt(deal, side=Side.GRANTOR)))
    assert "1/2" in own["entries"][-1]["says"]["facts"]
    assert verified(tmp_path, own)["holds"]
