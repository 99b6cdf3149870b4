"""`edited_by` is one of the `writers`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("experience", "0003_earlier_writers_and_names")]
    operations = [migrations.RemoveField("report", "edited_by")]
