"""All who ever wrote on a report, and which versions tell a name that rests on a consent."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("experience", "0001_reports"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(
            "report", "writers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)
        ),
        migrations.AddField(
            "reportversion",
            "names_sides",
            models.BooleanField(default=False, help_text="tells a name that both sides had agreed to"),
        ),
    ]
