"""Deals made before there were several kinds learn theirs from their terms."""

import json

from django.db import migrations


def learn(apps, schema_editor):
    Deal = apps.get_model("market", "Deal")
    DealPatent = apps.get_model("market", "DealPatent")
    TermSheet = apps.get_model("market", "TermSheet")
    for deal in Deal.objects.order_by("pk").iterator(chunk_size=500):
        newest = TermSheet.objects.filter(deal=deal).order_by("-number").first()
        if newest is not None:
            Deal.objects.filter(pk=deal.pk).update(kind=json.loads(newest.terms)["kind"])
            DealPatent.objects.get_or_create(deal=deal, patent_id=deal.patent_id)


class Migration(migrations.Migration):
    dependencies = [("market", "0003_deals_in_full")]
    operations = [migrations.RunPython(learn, migrations.RunPython.noop)]
