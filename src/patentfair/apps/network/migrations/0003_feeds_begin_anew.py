"""Feeds are written in another format: one's own is begun anew, those of others are read from their beginning."""

from django.db import migrations


def begin_anew(apps, _schema_editor):
    apps.get_model("network", "IndexKey").objects.all().delete()
    apps.get_model("network", "IndexEntry").objects.all().delete()
    for name in ("FeedEntry", "FeedPage", "FeedKey", "Feed"):
        apps.get_model("network", name).objects.all().delete()
    apps.get_model("network", "Peer").objects.update(sequence=0, hash="", page_issued_at="", error="", failures=0)


class Migration(migrations.Migration):
    dependencies = [("network", "0002_archives_and_moved_centers")]
    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop)]
