"""A random secret a case, and the size of its files."""

import secrets

from django.db import migrations, models


def fill(apps, _schema):
    case = apps.get_model("helpdesk", "Case")
    for pk in case.objects.filter(secret="").values_list("pk", flat=True).iterator():
        case.objects.filter(pk=pk).update(secret=secrets.token_hex(32))


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0001_cases")]
    operations = [
        migrations.AddField("case", "secret", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField(
            "casefile",
            "size",
            models.PositiveIntegerField(default=0, help_text="bytes; 0 for files from before sizes were kept"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
