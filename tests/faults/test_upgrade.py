"""An installation of the first version becomes one of this version, and nothing in it is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.installation import Databases

SCRIPTS = Path(__file__).parent / "scripts"
CHECK = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")
import django
django.setup()
from patentfair.apps.registry.families import cites
from patentfair.apps.registry.models import Patent, PatentParty
from patentfair.apps.registry.queries import beside, events_of, record_of
patent = Patent.objects.get(key="CN108000001B")
assert record_of(patent).citations[0].document.number == "7000001"
assert [one.number for one in cites(patent)] == ["US7000001"]
assert [one.key for one in beside(patent)] == ["CN108000001A"]
assert [event.code for event in events_of(patent)] == ["granted"], "one event of two documents of one right"
assert patent.family_key == "CN201810000009"
assert PatentParty.objects.exclude(name_key="旧阀").count() == 0
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import terms_of
deal = Deal.objects.get(grantor__key="old-seller")
assert (deal.kind, deal.opened_by, deal.deal_patents.get().patent.key) == ("sole", "grantee", "CN108000001B")
terms = terms_of(deal.agreed_sheet)
assert (terms.notes, terms.tiers, terms.conveys.value) == ("old", (), "sole")
print("well")
"""


def test_the_first_version_is_brought_to_this_one(databases: Databases, tmp_path: Path) -> None:
    installation = databases.fresh(tmp_path / "home")

    def run(*command: str) -> str:
        done = subprocess.run(command, env=installation.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(sys.executable, str(SCRIPTS / "old_installation.py"))
    run(sys.executable, "-m", "patentfair.cli.main", "init", "--no-admin")
    assert "well" in run(sys.executable, "-c", CHECK)
