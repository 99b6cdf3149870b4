"""Keys and indexes, once the rows are filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_rights_families_citations")]

    operations = [
        migrations.RemoveField(model_name="legalevent", name="patent"),
        migrations.AddConstraint(
            model_name="legalevent",
            constraint=models.UniqueConstraint(
                fields=["right", "date", "code", "office_code", "territory", "detail"], name="legal_event_once"
            ),
        ),
        migrations.AlterField("patent", "family_key", models.CharField(blank=True, db_index=True, max_length=64)),
        migrations.AlterField("patent", "imported_at", models.DateTimeField()),
        migrations.AlterField("patent", "updated_at", models.DateTimeField(db_index=True)),
        migrations.AddIndex(
            model_name="patent",
            index=models.Index(
                condition=~models.Q(docdb_family=""), fields=["docdb_family"], name="patent_docdb_family"
            ),
        ),
        migrations.AddIndex(
            model_name="patent",
            index=models.Index(
                condition=~models.Q(inpadoc_family=""), fields=["inpadoc_family"], name="patent_inpadoc_family"
            ),
        ),
        migrations.AddIndex(
            model_name="patent",
            index=models.Index(condition=models.Q(kind=""), fields=["kind"], name="patent_without_kind"),
        ),
        migrations.AddIndex(
            model_name="patentparty", index=models.Index(fields=["name_key"], name="patent_party_name_key")
        ),
    ]
