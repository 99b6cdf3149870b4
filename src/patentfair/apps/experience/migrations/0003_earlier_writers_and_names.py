"""Earlier reports learn who wrote on them from the journal, and earlier versions whether they tell a name."""

from django.db import migrations

from patentfair.domain.experience.draft import names_in


def keep_writers(apps, _schema):
    report, user = apps.get_model("experience", "Report"), apps.get_model("accounts", "User")
    entry = apps.get_model("journal", "Entry")
    for one in report.objects.order_by("pk").iterator():
        wrote = entry.objects.filter(object=f"report:{one.pk}", event__in=("report.drafted", "report.changed"))
        numbers = {name.partition(":")[2] for name in wrote.values_list("actor", flat=True) if name.startswith("user:")}
        known = {one.written_by_id, one.edited_by_id, *(int(number) for number in numbers if number.isdecimal())}
        one.writers.set(user.objects.filter(pk__in=[pk for pk in known if pk is not None]))


def mark_names(apps, _schema):
    version = apps.get_model("experience", "ReportVersion")
    told = version.objects.filter(report__deal__isnull=False)
    for one in told.select_related("report__deal__grantor", "report__deal__grantee", "report__deal__patent").iterator():
        deal = one.report.deal
        names = [name for side in (deal.grantor, deal.grantee) for name in (side.name_zh, side.name_en) if name]
        texts = [*one.content["texts"].values(), *one.content["translation"].values()]
        if names_in(texts, [*names, deal.patent.key]):
            version.objects.filter(pk=one.pk).update(names_sides=True)


class Migration(migrations.Migration):
    dependencies = [
        ("experience", "0002_writers_and_names"),
        ("accounts", "0001_initial"),
        ("journal", "0002_append_only"),
        ("market", "0004_kinds_of_earlier_deals"),
        ("registry", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(keep_writers, migrations.RunPython.noop),
        migrations.RunPython(mark_names, migrations.RunPython.noop),
    ]
