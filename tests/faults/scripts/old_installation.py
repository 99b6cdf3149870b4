"""Make the tables of the register as they were in the first version, with two documents of one right in them."""

from __future__ import annotations

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")

import django

django.setup()

from datetime import date  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

call_command("migrate", "registry", "0001", verbosity=0)
apps = MigrationExecutor(connection).loader.project_state(("registry", "0001_initial")).apps
patents, events = apps.get_model("registry", "Patent"), apps.get_model("registry", "LegalEvent")
for kind, stage in (("A", "application"), ("B", "grant")):
    record = {
        "publication": {
            "office": "CN",
            "number": "108000001",
            "kind": kind,
            "date": "2020-01-02",
            "raw": "",
            "check_digit": "",
        },
        "application": {
            "office": "CN",
            "number": "201810000009",
            "kind": "",
            "date": "2018-01-02",
            "raw": "",
            "check_digit": "",
        },
        "right_type": "invention",
        "stage": stage,
        "format": "cnipa-gazette-csv",
        "titles": [{"language": "zh", "text": "一种旧阀"}],
        "citations": [{"office": "US", "number": "7000001", "kind": "B2", "date": None, "raw": ""}],
        "parties": [{"role": "applicant", "name": "旧阀有限公司", "country": "CN"}],
    }
    patent = patents.objects.create(
        key=f"CN108000001{kind}", office="CN", number="108000001", kind=kind, number_key="CN108000001",
        application_key="CN201810000009", right_type="invention", stage=stage, titles={"zh": "一种旧阀"},
        language="zh", status="in_force", record=json.dumps(record).encode(), digest=kind * 8, source="old",
        imported_at=timezone.now(),
    )  # fmt: skip
    apps.get_model("registry", "PatentParty").objects.create(patent=patent, role="applicant", name="旧阀有限公司")
    events.objects.create(patent=patent, date=date(2020, 1, 2), code="granted", office_code="", source="old")

call_command("migrate", "market", "0001", verbosity=0)
market = MigrationExecutor(connection).loader.project_state(("market", "0001_initial")).apps
organisations = market.get_model("accounts", "Organisation")
seller, buyer = (
    organisations.objects.create(key=name, name_zh=name, kind="company", province="11", created_at=timezone.now())
    for name in ("old-seller", "old-buyer")
)
deal = market.get_model("market", "Deal").objects.create(
    patent_id=patent.pk, grantor=seller, grantee=buyer, state="in_force", opened_at=timezone.now(),
    answer_due=timezone.now(), in_force_at=timezone.now(),
)  # fmt: skip
old_terms = {
    "kind": "sole", "patents": ["CN108000001B"], "territory": ["CN"], "fields": [], "acts": ["make"],
    "start": "2026-01-01", "end": None, "currency": "CNY", "upfront": "10", "royalty_percent": "0",
    "royalty_base": "", "minimum_yearly": "0", "sublicensable": False, "notes": "old",
}  # fmt: skip
sheet = market.get_model("market", "TermSheet").objects.create(
    deal=deal, number=1, terms=json.dumps(old_terms), hash="0" * 64, side="grantor", at=timezone.now()
)
market.get_model("market", "Deal").objects.filter(pk=deal.pk).update(agreed_sheet=sheet)
