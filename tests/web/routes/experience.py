"""Addresses of experience reports."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.centers.queries import actor_of
from patentfair.apps.experience.actions import adoptions, reports
from patentfair.apps.experience.models import Adoption, NamingConsent, Report, ReportVersion
from tests.web.routes.roles import ALL, STAFF, Route, fixed

DESK = frozenset({"staff", "head"})
TEXTS = {"title": "标题", "tried": "做了什么", "took": "三天", "worked": "成功", "failed": "失败", "next_time": "下次"}
TAGS = {"outcome": ["failed"], "obstacle": ["price"]}

ROUTES: dict[str, Route] = {
    "report": Route(lambda t: f"/zh/experience/reports/{t['report'].pk}", ALL),
    "report-adopt": Route(
        lambda t: f"/zh/experience/reports/{t['report'].pk}/adopt",
        frozenset({"other_staff"}),
        frozenset({"other_staff"}),
    ),
    "report-names": Route(
        lambda t: f"/zh/experience/reports/{t['report_of_deal'].pk}/names",
        frozenset({"grantor", "grantee"}),
        frozenset({"grantor", "grantee"}),
    ),
    "adoption-reuse": Route(
        lambda t: f"/zh/experience/adoptions/{t['adoption'].pk}", frozenset({"other_staff"}), frozenset({"other_staff"})
    ),
    "reports": Route(fixed("/zh/center/experience"), STAFF),
    "report-new": Route(fixed("/zh/center/experience/new"), STAFF, STAFF),
    "report-edit": Route(lambda t: f"/zh/center/experience/{t['report_of_deal'].pk}", DESK, DESK),
    "report-act": Route(
        lambda t: f"/zh/center/experience/{t['report_in_review'].pk}/publish", None, frozenset({"head"})
    ),
}
COUNTED: tuple = (Report, ReportVersion, Adoption, NamingConsent)


def things(base: dict) -> dict:
    """A published report, one in review, one of the deal whose sides are asked; another center took the first up."""
    users, center, today = base["users"], base["claim"].center, timezone.localdate()
    staff, head = actor_of(users["staff"], today), actor_of(users["head"], today)
    made = []
    for _ in range(2):
        one = reports.begin_report(actor=staff, center=center, source_note="一次活动")
        reports.change_report(actor=staff, report=one, texts=TEXTS, translation={}, tags=TAGS)
        reports.submit_report(actor=staff, report=one)
        made.append(one)
    reports.publish_report(actor=head, report=made[0])
    other = actor_of(users["other_staff"], today)
    peer = users["other_staff"].posts.select_related("center").get().center
    adoption = adoptions.adopt(actor=other, report=made[0], center=peer, purpose="试一试")
    of_deal = reports.begin_report_of_deal(actor=staff, deal=base["deal"])
    reports.ask_naming(actor=staff, report=of_deal)
    return {"report": made[0], "report_in_review": made[1], "report_of_deal": of_deal, "adoption": adoption}
