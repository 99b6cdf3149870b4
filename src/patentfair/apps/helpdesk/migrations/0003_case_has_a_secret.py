from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0002_secrets_and_sizes")]
    operations = [
        migrations.AlterField(
            "referral",
            "state",
            models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("agreed", "Agreed"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                    ("handed-on", "Handed On"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "case", models.CheckConstraint(condition=~Q(secret=""), name="case_has_a_secret")
        ),
    ]
