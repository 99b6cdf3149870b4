"""Addresses of the help desk."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.helpdesk.actions import cases, hours, trainings
from patentfair.apps.helpdesk.models import (
    Attendance,
    Case,
    CaseFile,
    CaseMessage,
    CaseNote,
    Referral,
    ServiceHours,
    Training,
)
from tests.web.routes.roles import ALL, STAFF, Route, fixed

DESK = frozenset({"staff", "head"})
ADMINISTRATORS = frozenset({"provincial", "other_provincial", "national"})
OVERSEE = frozenset({"provincial", "national"})
CLIENT = frozenset({"outsider"})
SUBSTANCE = "转让合同自签订时生效，专利权的转让自登记之日起生效，请先办理著录项目变更。"

ROUTES: dict[str, Route] = {
    "case-new": Route(fixed("/zh/help/ask"), ALL, ALL, lambda _: {"kind": "question"}),
    "case-follow": Route(fixed("/zh/help/follow"), ALL, ALL, lambda _: {"code": "nothing"}),
    "case": Route(lambda t: f"/zh/help/cases/{t['help_case'].pk}", CLIENT),
    "case-file": Route(lambda t: f"/zh/help/cases/{t['help_case'].pk}/files/{t['help_file'].pk}", CLIENT),
    "case-act": Route(
        lambda t: f"/zh/help/cases/{t['help_case'].pk}/say", None, CLIENT, lambda _: {"text": "补充一点情况"}
    ),
    "center-help": Route(fixed("/zh/centers/beijing/help"), ALL),
    "cases": Route(fixed("/zh/center/cases"), STAFF),
    "case-desk": Route(lambda t: f"/zh/center/cases/{t['help_case'].pk}", DESK),
    "case-desk-file": Route(lambda t: f"/zh/center/cases/{t['help_case'].pk}/files/{t['help_file'].pk}", DESK),
    "case-desk-act": Route(
        lambda t: f"/zh/center/cases/{t['help_case'].pk}/reply", None, DESK, lambda _: {"text": SUBSTANCE}
    ),
    "service-hours": Route(fixed("/zh/center/hours"), STAFF, STAFF),
    "service-hours-take-back": Route(lambda t: f"/zh/center/hours/{t['service_hours'].pk}/take-back", None, DESK),
    "trainings": Route(fixed("/zh/center/trainings"), STAFF, STAFF),
    "training": Route(lambda t: f"/zh/center/trainings/{t['training'].pk}", STAFF, DESK),
    "attendance-confirm": Route(
        lambda t: f"/zh/center/trainings/attendances/{t['attendance'].pk}/confirm", None, frozenset({"other_staff"})
    ),
    "complaints": Route(fixed("/zh/center/complaints"), ADMINISTRATORS),
    "complaint": Route(lambda t: f"/zh/center/complaints/{t['center_complaint'].pk}", OVERSEE),
    "complaint-file": Route(
        lambda t: f"/zh/center/complaints/{t['center_complaint'].pk}/files/{t['complaint_file'].pk}", OVERSEE
    ),
    "complaint-act": Route(
        lambda t: f"/zh/center/complaints/{t['center_complaint'].pk}/decide",
        None,
        OVERSEE,
        lambda _: {"upheld": "yes", "decision": "经核查登记记录和当事人提供的材料，投诉内容属实，责令整改。"},
    ),
}
COUNTED: tuple = (Case, CaseMessage, CaseNote, CaseFile, Referral, ServiceHours, Training, Attendance)


def things(base: dict) -> dict:
    """A case of the outsider's, a complaint about the same center, hours and a training with people of another one."""
    users, center, today = base["users"], base["claim"].center, timezone.localdate()
    client, staff = actor_of(users["outsider"], today), actor_of(users["staff"], today)
    asked = {"size_class": "small_firm", "subject": "问题", "text": "我想问一个问题。"}
    case, _ = cases.open_case(actor=client, center=center, kind="question", **asked)
    digest = base["claim"].evidence_sha256
    complaint, _ = cases.open_case(actor=ANONYMOUS, center=center, kind="complaint", **asked)
    held = trainings.enter_training(actor=staff, center=center, held_on=today, minutes=60, title_zh="培训")
    peer = users["other_staff"].posts.select_related("center").get().center
    return {
        "help_case": case,
        "help_file": cases.put_file(actor=client, case=case, name="a.pdf", sha256=digest, size=9),
        "center_complaint": complaint,
        "complaint_file": cases.put_file(
            actor=ANONYMOUS, case=complaint, name="b.pdf", sha256=digest, size=9, proof=complaint.code_sha256
        ),
        "service_hours": hours.book_hours(
            actor=staff, center=center, done_on=today, minutes=10, charge="free", what="咨询"
        ),
        "training": held,
        "attendance": trainings.enter_attendance(actor=staff, training=held, people=2, peer=peer),
    }
