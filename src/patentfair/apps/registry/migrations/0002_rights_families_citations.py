"""Events and changes of title hang on the right, documents know their family, citations can be followed both ways."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
from django.db import migrations, models
from django.utils import timezone

CHUNK = 500


def fill(apps: Any, _schema: Any) -> None:
    """Bring rows of the earlier shape to this one: citations as values with reasons, keys, families, priorities."""
    from patentfair.apps.registry import columns
    from patentfair.domain.patents.record import PatentRecord

    decode = msgspec.json.Decoder(PatentRecord).decode
    patents, parties = apps.get_model("registry", "Patent"), apps.get_model("registry", "PatentParty")
    versions = apps.get_model("registry", "PatentVersion")
    citations, priorities = apps.get_model("registry", "Citation"), apps.get_model("registry", "PatentPriority")
    for chunk in _chunks(patents):
        cited, claimed = [], []
        for patent in chunk:
            patent.record = _with_citations(bytes(patent.record))
            item = decode(patent.record)
            values = columns.columns_of(item)
            patent.number_key, patent.application_key = values["number_key"], values["application_key"]
            patent.family_key = values["family_key"]
            patent.first_imported_at = patent.updated_at = patent.imported_at
            cited += [citations(citing=a, cited=b, category=c, cited_by=d) for a, b, c, d in columns.citation_rows(item)]
            claimed += [priorities(patent=patent, key=key) for key in columns.priority_keys(item)]
        names = ["record", "number_key", "application_key", "family_key", "first_imported_at", "updated_at"]
        patents.objects.bulk_update(chunk, names)
        citations.objects.bulk_create(cited, ignore_conflicts=True)
        priorities.objects.bulk_create(claimed)
    for chunk in _chunks(versions):
        for version in chunk:
            version.record = _with_citations(bytes(version.record))
        versions.objects.bulk_update(chunk, ["record"])
    for chunk in _chunks(parties):
        for party in chunk:
            party.name_key = columns.party_key(party.name, party.country)[:200]
        parties.objects.bulk_update(chunk, ["name_key"])
    _move_events(apps)


def _move_events(apps: Any) -> None:
    """From a document to its right; an event that two documents of one right both had is one event."""
    from patentfair.apps.registry import columns

    events, patents = apps.get_model("registry", "LegalEvent"), apps.get_model("registry", "Patent")
    rights = {
        pk: columns.right_key(application, number)
        for pk, application, number in patents.objects.values_list("pk", "application_key", "number_key")
    }
    seen, twice = set(), []
    for chunk in _chunks(events):
        kept = []
        for event in chunk:
            event.right = rights[event.patent_id]
            event.received_at = timezone.now()
            identity = (event.right, event.date, event.code, event.office_code, event.detail)
            (twice if identity in seen else kept).append(event)
            seen.add(identity)
        events.objects.bulk_update(kept, ["right", "received_at"])
    events.objects.filter(pk__in=[event.pk for event in twice]).delete()


def _chunks(model: Any) -> Iterator[list[Any]]:
    last = 0
    while chunk := list(model.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        yield chunk


def _with_citations(record: bytes) -> bytes:
    """Citations were plain documents; now each is a value that holds a document."""
    tree = json.loads(record)
    cited = tree.get("citations") or []
    if cited and "office" in cited[0]:
        tree["citations"] = [{"document": document} for document in cited]
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="legalevent", name="legal_event_once"),
        migrations.RemoveIndex(model_name="patentparty", name="patent_party_name"),
        migrations.AddField("patent", "family_key", models.CharField(blank=True, default="", max_length=64), False),
        migrations.AddField("patent", "docdb_family", models.CharField(blank=True, default="", max_length=16), False),
        migrations.AddField("patent", "inpadoc_family", models.CharField(blank=True, default="", max_length=16), False),
        migrations.AddField("patent", "first_imported_at", models.DateTimeField(default=timezone.now), False),
        migrations.AddField("patent", "updated_at", models.DateTimeField(default=timezone.now), False),
        migrations.AddField("patentparty", "name_key", models.CharField(default="", max_length=200), False),
        migrations.AddField("legalevent", "right", models.CharField(default="", max_length=40), False),
        migrations.AddField("legalevent", "published", models.DateField(null=True)),
        migrations.AddField("legalevent", "office", models.CharField(blank=True, default="", max_length=2), False),
        migrations.AddField("legalevent", "territory", models.CharField(blank=True, default="", max_length=2), False),
        migrations.AddField("legalevent", "value", models.BinaryField(default=b"")),
        migrations.AlterField("legalevent", "office_code", models.CharField(blank=True, max_length=48)),
        migrations.AddField("legalevent", "received_at", models.DateTimeField(default=timezone.now), False),
        migrations.CreateModel(
            name="PatentSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=40)),
                ("record", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                ("patent", models.ForeignKey(
                    on_delete=models.deletion.CASCADE, related_name="sources", to="registry.patent")),
            ],
            options={"constraints": [
                models.UniqueConstraint(fields=["patent", "format"], name="patent_source_once")]},
        ),
        migrations.CreateModel(
            name="PatentPriority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=40)),
                ("patent", models.ForeignKey(
                    on_delete=models.deletion.CASCADE, related_name="priorities", to="registry.patent")),
            ],
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("citing", models.CharField(max_length=40)),
                ("cited", models.CharField(max_length=40)),
                ("category", models.CharField(blank=True, max_length=16)),
                ("cited_by", models.CharField(blank=True, max_length=24)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["citing", "cited"], name="citation_once")],
                "indexes": [models.Index(fields=["cited", "citing"], name="citation_backwards")],
            },
        ),
        migrations.CreateModel(
            name="Conveyance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("kind", models.CharField(max_length=24)),
                ("value", models.BinaryField()),
                ("source", models.CharField(max_length=300)),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ConveyedRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("right", models.CharField(max_length=40)),
                ("conveyance", models.ForeignKey(
                    on_delete=models.deletion.CASCADE, related_name="rights", to="registry.conveyance")),
            ],
            options={"constraints": [
                models.UniqueConstraint(fields=["right", "conveyance"], name="conveyed_right_once")]},
        ),
        migrations.CreateModel(
            name="ClassTitle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(max_length=12)),
                ("symbol", models.CharField(max_length=24)),
                ("parent", models.CharField(blank=True, max_length=24)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("titles", models.JSONField(default=dict)),
                ("version", models.CharField(blank=True, max_length=24)),
            ],
            options={"constraints": [
                models.UniqueConstraint(fields=["scheme", "symbol"], name="class_title_once")]},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
