"""The life of a center and what hangs on it: through the actions, by who may."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from patentfair.adapters.documents.banner import banner_jpeg
from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import SYSTEM, visible
from patentfair.apps.accounts.actions import confirm_authorisation, give_office, record_authorisation
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.access import APPLICATIONS
from patentfair.apps.centers.actions import experts, life, pages, plans, regions
from patentfair.apps.centers.actions.posts import end_post, give_post, serve_visitor
from patentfair.apps.centers.experts import recused
from patentfair.apps.centers.models import (
    Application,
    Center,
    ConflictDeclaration,
    Expert,
    PlanMilestone,
    Post,
    ProfileLoad,
    PublicAccounts,
    RegionFigure,
    WorkPlan,
)
from patentfair.apps.centers.queries import actor_of, center_for, works_alone
from patentfair.apps.centers.reading import current_accounts, forecasts, profile_of
from patentfair.apps.exhibition.actions.exhibits import approve_exhibit
from patentfair.apps.exhibition.actions.halls import make_hall
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.journal.models import Entry
from patentfair.domain.centers.accounts import Line
from patentfair.domain.centers.calibration import calibration
from patentfair.domain.centers.drawing import commitment, drawn
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.domain.kernel.errors import Invalid, InvariantBroken, Refused, Stale

PDF = b"%PDF-1.7 proof"
FAR = "62"


def actor(user):
    return actor_of(user, timezone.localdate())


@pytest.fixture
def proof(world):
    return {"evidence_name": "a.pdf", "evidence_sha256": store(Path(settings.FILES_ROOT), [PDF])}


@pytest.fixture
def administrator(world):
    user = world.make_user("administrator")
    give_office(actor=SYSTEM, user=user, kind="provincial_admin", province=FAR)
    return actor(user)


def apply_as(user, proof, **changes):
    given = {
        "key": "lanzhou", "name_zh": "兰州中心", "name_en": "Lanzhou center", "province": FAR, "city_zh": "兰州",
        "city_en": "Lanzhou", "purpose": "服务甘肃的企业和发明人。",
        "documents": {"standing": ("a.pdf", proof["evidence_sha256"])},
    }  # fmt: skip
    return life.apply_for_center(actor=actor(user), **{**given, **changes})


@pytest.fixture
def founder(world):
    return world.make_user("founder")


@pytest.fixture
def center(founder, proof, administrator):
    return life.approve_application(
        actor=administrator, application=apply_as(founder, proof), reason="材料齐全，场地合适。"
    )


def code_of(error, act, **kwargs):
    with pytest.raises(error) as refusal:
        act(**kwargs)
    return refusal.value.code


def test_from_application_to_removal(world, founder, proof, administrator):
    application = apply_as(founder, proof)
    stranger = world.make_user("stranger")
    for who in (actor(founder), actor(stranger), world.actor("xin-heyuan")):  # an administrator elsewhere
        assert code_of(
            Refused, life.approve_application, actor=who, application=application, reason="x"
        ) == "centers.administrator-only"  # fmt: skip
    assert code_of(Invalid, life.approve_application, actor=administrator, application=application, reason=" ")
    center = life.approve_application(actor=administrator, application=application, reason="材料齐全。")
    assert actor(founder).headed_centers == {center.pk}
    assert actor(founder).served_provinces == {FAR}
    assert center_for(FAR) == center
    assert code_of(Stale, life.refuse_application, actor=administrator, application=application, reason="x")
    assert code_of(
        Refused, life.review_center,
        actor=actor(founder), center=center, year=timezone.localdate().year, report="x", findings=(), outcome="good",
    ) == "centers.administrator-only"  # fmt: skip
    year = timezone.localdate().year
    life.review_center(
        actor=administrator, center=center, year=year, report="看过现场。", findings=("缺台账",), outcome="wanting"
    )
    again = {"actor": administrator, "center": center, "year": year, "report": "x", "findings": (), "outcome": "good"}
    assert code_of(Invalid, life.review_center, **again) == "centers.reviewed-already"
    wanted = {"reason": "补台账", "items": ("补台账", "补照片"), "deadline": timezone.localdate() + timedelta(days=20)}
    running = life.require_rectification(actor=administrator, center=center, **wanted)
    assert code_of(Stale, life.require_rectification, actor=administrator, center=center, **wanted) == "centers.state"
    assert actor(founder).centers  # it goes on working
    ending = {"actor": administrator, "center": center, "reason": "已核。"}
    assert code_of(Refused, life.restore_center, **ending) == "centers.items-unanswered"
    assert code_of(Refused, life.remove_center, **ending) == "centers.deadline-running"
    for item in running.items.all():
        assert code_of(Refused, life.answer_item, actor=actor(stranger), item=item, answer="x")
        life.answer_item(actor=actor(founder), item=item, answer="已补。", **proof)
    life.restore_center(**ending)
    center.refresh_from_db()
    assert center.state == "active"
    assert code_of(Refused, life.remove_center, **ending) == "centers.no-rectification"
    second = life.require_rectification(actor=administrator, center=center, **wanted)
    type(second).objects.filter(pk=second.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    life.remove_center(**ending)
    events = ["center.approved", "center.reviewed", "center.rectify", "center.restored", "center.rectify",
              "center.removed"]  # fmt: skip
    assert list(center.steps.order_by("pk").values_list("event", flat=True)) == events
    written = Entry.objects.filter(object=f"center:{center.pk}", event__in=events).order_by("pk")
    assert list(written.values_list("event", flat=True)) == events
    assert Entry.objects.filter(event="center.applied", object=f"application:{application.pk}").count() == 1


def test_people_of_a_removed_center_can_act_no_more(world, center, founder, administrator, proof):
    desk = world.make_user("desk")
    give_post(actor=actor(founder), center=center, user=desk, role="staff")
    [power] = serve_visitor(
        actor=actor(desk), representative=desk, visitor={"kind": "person", "name_zh": "客", "province": FAR},
        scopes=["manage"], valid_from=timezone.localdate(), valid_until=None, document_name="a.pdf",
        document_sha256=proof["evidence_sha256"],
    )  # fmt: skip
    confirm_authorisation(actor=actor(founder), authorisation=power)
    assert actor(desk).powers
    kept = plans.open_plan(actor=actor(desk), center=center, year=timezone.localdate().year + 1)
    running = life.require_rectification(
        actor=administrator, center=center, reason="x", items=("y",), deadline=timezone.localdate() + timedelta(days=2)
    )
    life.answer_item(actor=actor(desk), item=running.items.get(), answer="没有做到。")
    life.remove_center(actor=administrator, center=center, reason="未按期整改。")
    for user in (desk, founder):
        assert not actor(user).centers
        assert not actor(user).served_provinces
        assert not actor(user).powers
    assert center_for(FAR).is_national
    center.refresh_from_db()
    assert code_of(Refused, plans.register_plan, actor=actor(founder), plan=kept) == "centers.head-only"
    assert code_of(Refused, give_post, actor=SYSTEM, center=center, user=desk, role="staff") == "centers.removed"
    assert code_of(
        Refused, pages.set_look, actor=SYSTEM, center=center, accent="pine", about_zh="", about_en=""
    ) == "centers.removed"  # fmt: skip


def test_applications_refused_and_withdrawn(world, founder, proof, administrator):
    assert code_of(Invalid, apply_as, user=founder, proof=proof, documents={}) == "centers.application-document"
    assert code_of(Invalid, apply_as, user=founder, proof=proof, key="beijing") == "centers.key-taken"
    assert code_of(Invalid, apply_as, user=founder, proof=proof, province="99") == "centers.province"
    firm = Organisation.objects.filter(kind="company").first()
    assert code_of(Refused, apply_as, user=founder, proof=proof, organisation=firm) == "accounts.no-power"
    first = apply_as(founder, proof)
    assert code_of(Invalid, apply_as, user=world.make_user("other"), proof=proof) == "centers.key-taken"
    life.refuse_application(actor=administrator, application=first, reason="场地不足。")
    second = apply_as(founder, proof)
    life.withdraw_application(actor=actor(founder), application=second)
    assert code_of(Stale, life.withdraw_application, actor=actor(founder), application=second)
    assert list(Application.objects.filter(applicant=founder).order_by("pk").values_list("state", flat=True)) == [
        "refused", "withdrawn",
    ]  # fmt: skip
    # Whoever applied does not approve themselves.
    give_office(actor=SYSTEM, user=founder, kind="provincial_admin", province=FAR)
    third = apply_as(founder, proof)
    assert code_of(Refused, life.approve_application, actor=actor(founder), application=third, reason="x")


def test_nobody_judges_the_center_they_work_at(world, center, founder):
    give_office(actor=SYSTEM, user=founder, kind="provincial_admin", province=FAR)
    year = timezone.localdate().year
    given = {"center": center, "year": year, "report": "x", "findings": (), "outcome": "good"}
    assert code_of(Refused, life.review_center, actor=actor(founder), **given) == "centers.own-center"


def test_nobody_decides_on_an_application_of_their_organisation(world, founder, proof):
    """Nor sets themselves a task as the region's administrator."""
    firm = Organisation.objects.filter(kind="company").first()
    judge = world.make_user("judge")
    give_office(actor=SYSTEM, user=judge, kind="provincial_admin", province=FAR)
    for role in ("owner", "member"):
        applicant = world.user_for(firm)
        made = apply_as(applicant, proof, organisation=firm, key=f"firm-{role}")
        assert made in visible(Application.objects.all(), APPLICATIONS, "decide", actor(judge))
        membership = firm.memberships.create(user=judge, role=role)
        for act in (life.approve_application, life.refuse_application):
            assert code_of(Refused, act, actor=actor(judge), application=made, reason="x") == "centers.own-organisation"
        assert made not in visible(Application.objects.all(), APPLICATIONS, "decide", actor(judge))
        membership.delete()
    center = life.approve_application(actor=actor(judge), application=made, reason="材料齐全。")
    goal = regions.set_goal(actor=actor(judge), region=FAR, title_zh="甲", title_en="A", until=timezone.now().year)
    task = {"goal": goal, "center": center, "title_zh": "任", "title_en": "T", "difficulty": 3, "due": date(2099, 1, 1)}
    give_post(actor=SYSTEM, center=center, user=judge, role="head")
    assert code_of(Refused, regions.set_task, actor=actor(judge), **task) == "centers.own-task"


def test_a_center_in_operation_keeps_a_head(world, center, founder, administrator):
    national, second = world.actor("zhan-yuheng"), world.make_user("second")
    [post] = Post.objects.filter(center=center)
    end = {"actor": national, "post": post}
    demote = {"actor": national, "center": center, "user": founder, "role": "staff"}
    assert code_of(Refused, end_post, **end) == "centers.last-head"
    assert code_of(Refused, give_post, **demote) == "centers.last-head"
    give_post(actor=national, center=center, user=second, role="head")
    type(second).objects.filter(pk=second.pk).update(is_active=False)  # who cannot sign in heads nothing
    assert code_of(Refused, end_post, **end) == "centers.last-head"
    type(second).objects.filter(pk=second.pk).update(is_active=True)
    give_post(**demote)
    assert not actor(founder).headed_centers
    remaining = Post.objects.get(center=center, user=second)
    assert code_of(Refused, end_post, actor=national, post=remaining) == "centers.last-head"
    Center.objects.filter(pk=center.pk).update(state="removed")
    end_post(actor=national, post=remaining)
    end_post(actor=national, post=remaining)  # said twice is ended once
    assert Entry.objects.filter(event="post.ended", object=f"user:{second.pk}").count() == 1


def test_a_head_does_not_make_themselves_alone(world, center, founder):
    head, colleague = actor(founder), world.make_user("colleague")
    assert works_alone(center.pk)
    post = give_post(actor=head, center=center, user=colleague, role="staff")
    assert not works_alone(center.pk)
    hall = make_hall(actor=head, center=center, name_zh="厅", name_en="Hall")
    exhibit = Exhibit.objects.filter(state="shown").first()
    Exhibit.objects.filter(pk=exhibit.pk).update(hall=hall, number=1, state="review", writers=[founder.pk])
    exhibit.refresh_from_db()
    assert code_of(Refused, approve_exhibit, actor=head, exhibit=exhibit) == "exhibit.four-eyes"
    end_post(actor=head, post=post)
    assert not works_alone(center.pk)
    assert code_of(Refused, approve_exhibit, actor=head, exhibit=exhibit) == "exhibit.four-eyes"


def test_nobody_registers_a_plan_of_their_own_lines(world, center, founder):
    head, colleague, year = actor(founder), world.make_user("colleague"), timezone.localdate().year + 1
    give_post(actor=head, center=center, user=colleague, role="staff")
    plan = drafted(actor(colleague), center, year)
    own = milestone(head, plan, 70)
    assert code_of(Refused, plans.register_plan, actor=head, plan=plan) == "plan.own-lines"
    plan.refresh_from_db()
    assert plan.state == "draft"
    plans.remove_line(actor=actor(colleague), line=own)
    milestone(actor(colleague), plan, 70)
    plans.register_plan(actor=head, plan=plan)
    assert plan.state == "registered"


def test_look_and_visit(world, center, founder):
    head = actor(founder)
    out = io.BytesIO()
    Image.new("RGBA", (3000, 2000), (10, 120, 90, 120)).save(out, "PNG")
    picture = banner_jpeg(out.getvalue())
    with Image.open(io.BytesIO(picture)) as seen:
        assert seen.format == "JPEG"
        assert seen.width <= 1600
        assert seen.height <= 640
        assert not seen.getexif()
    for wrong in (b"", b"<svg/>", out.getvalue()[:200], b"GIF89a" + b"0" * 90):
        with pytest.raises(Invalid):
            banner_jpeg(wrong)
    sha256 = store(Path(settings.FILES_ROOT), [picture])
    look = {"actor": head, "center": center, "accent": "plum", "about_zh": "甲", "about_en": "A"}
    assert code_of(Invalid, pages.set_look, **look, banner_sha256=sha256) == "centers.alt-text"
    assert code_of(Invalid, pages.set_look, **{**look, "accent": "neon"}) == "centers.accent"
    pages.set_look(**look, banner_sha256=sha256, banner_alt_zh="展厅", banner_alt_en="A hall")
    visit = {"actor": head, "center": center, "hours": {"0": [[540, 1020]]}, "services_zh": ["咨询"]}
    assert code_of(Invalid, pages.set_visit, **visit, services_en=[]) == "centers.services-both"
    pages.set_visit(**visit, services_en=["Advice"], telephone="1")
    center.refresh_from_db()
    assert (center.accent, center.banner_sha256, center.hours, center.telephone) == (
        "plum", sha256, {"0": [[540, 1020]]}, "1",
    )  # fmt: skip
    assert code_of(Invalid, pages.add_partner, actor=head, center=center, name_zh="甲", name_en="A", url="ftp://x")
    assert code_of(Refused, pages.set_regions, actor=head, center=center, codes=["54"])
    national = world.actor("zhan-yuheng")
    assert code_of(Invalid, pages.set_regions, actor=national, center=center, codes=["9999"]) == "centers.region"
    pages.set_regions(actor=national, center=center, codes=["54", "6201", FAR])
    assert actor(founder).served_provinces == {FAR, "54"}
    assert center_for("54") == center
    pages.set_regions(actor=national, center=center, codes=[])
    assert actor(founder).served_provinces == {FAR}


def test_accounts_are_published_whole_and_versions_stay(world, center, founder):
    head, year = actor(founder), timezone.localdate().year - 1
    lines = [
        Line("income", "public-funds", Decimal(100)),
        Line("expenditure", "science", Decimal(60)),
        Line("surplus", "free-services", Decimal(40)),
    ]
    given = {"center": center, "year": year, "income": Decimal(100), "expenditure": Decimal(60), "lines": lines}
    staff = world.make_user("clerk")
    give_post(actor=SYSTEM, center=center, user=staff, role="staff")
    assert code_of(Refused, pages.publish_accounts, actor=actor(staff), **given) == "centers.head-only"
    wrong = {**given, "lines": lines[:2]}
    assert code_of(Invalid, pages.publish_accounts, actor=head, **wrong) == "center-accounts.surplus"
    assert code_of(Invalid, pages.publish_accounts, actor=head, **{**given, "year": year + 1})
    first = pages.publish_accounts(actor=head, **given)
    second = pages.publish_accounts(actor=head, **given, note="更正说明")
    assert (first.version, second.version) == (1, 2)
    assert first.sha256 != second.sha256
    assert current_accounts(center) == [second]
    assert PublicAccounts.objects.filter(center=center).count() == 2
    said = Entry.objects.filter(event="accounts.published", center=f"center:{center.pk}")
    assert [second.sha256 in one.facts for one in said.order_by("pk")] == [False, True]


def drafted(who, center, year, at=None):
    plan = plans.open_plan(actor=who, center=center, year=year, at=at)
    for perspective in PERSPECTIVES:
        plans.add_target(
            actor=who, plan=plan, perspective=perspective, text_zh="目标", text_en="Target", value=Decimal(10),
            unit_zh="件", unit_en="items",
        )  # fmt: skip
    return plan


def milestone(who, plan, probability, due=None):
    return plans.add_milestone(
        actor=who, plan=plan, perspective="law", text_zh="里程碑", text_en="Milestone",
        due=due or date(plan.year, 3, 1), probability=probability,
    )  # fmt: skip


def test_a_plan_is_registered_before_its_year_and_stays(world, center, founder):
    head, year = actor(founder), timezone.localdate().year + 1
    plan = drafted(head, center, year)
    assert code_of(Invalid, plans.open_plan, actor=head, center=center, year=year) == "plan.year-taken"
    assert code_of(Invalid, plans.open_plan, actor=head, center=center, year=year - 1) == "plan.year"
    assert code_of(Invalid, plans.register_plan, actor=head, plan=plan) == "plan.no-milestones"
    for probability in (0, 100):
        assert code_of(Invalid, milestone, who=head, plan=plan, probability=probability) == "plan.probability"
    assert code_of(Invalid, milestone, who=head, plan=plan, probability=50, due=date(year + 1, 1, 1)) == "plan.due"
    one = milestone(head, plan, 70)
    plans.remove_line(actor=head, line=plan.targets.get(perspective="science"))
    assert code_of(Invalid, plans.register_plan, actor=head, plan=plan) == "plan.perspectives"
    plans.add_target(
        actor=head, plan=plan, perspective="science", text_zh="目标", text_en="T", value=Decimal(1), unit_zh="场",
        unit_en="x",
    )  # fmt: skip
    peer = world.actor("wen-ruxue")
    [theirs] = Center.objects.filter(pk__in=peer.headed_centers)
    rating = {"plan": plan, "center": theirs, "rating": 4, "reason": "目标不低。"}
    assert code_of(Refused, plans.rate_plan, actor=peer, **rating) == "plan.not-registered"
    plans.register_plan(actor=head, plan=plan)
    assert plan.sha256
    assert Entry.objects.filter(event="plan.registered", facts__contains=plan.sha256).count() == 1
    assert code_of(Stale, plans.register_plan, actor=head, plan=plan) == "plan.state"
    assert code_of(Refused, milestone, who=head, plan=plan, probability=50) == "plan.registered-stays"
    assert code_of(Refused, plans.remove_line, actor=head, line=one) == "plan.registered-stays"
    assert code_of(Refused, plans.rate_plan, actor=head, **{**rating, "center": center}) == "plan.own-plan"
    assert code_of(Refused, plans.rate_plan, actor=head, **rating) == "centers.head-only"
    assert code_of(Invalid, plans.rate_plan, actor=peer, **{**rating, "rating": 6}) == "plan.rating"
    plans.rate_plan(actor=peer, **rating)
    assert code_of(Stale, plans.rate_plan, actor=peer, **rating) == "plan.rated-already"
    proof = {"evidence_name": "a.pdf", "evidence_sha256": "1" * 64}
    assert code_of(Refused, plans.settle_milestone, actor=head, milestone=one, met=True, **proof) == (
        "plan.year-not-begun"
    )
    assert code_of(Refused, plans.settle_milestone, actor=head, milestone=one, met=False) == "plan.not-yet-missed"
    with pytest.raises(InvariantBroken):
        plans.register_plan(actor=head, plan=plan, at=timezone.now())


def test_a_year_goes_by_and_the_plan_is_judged_by_its_own_words(world, center, proof):
    year = timezone.localdate().year - 1

    def at(month, of=year):
        return datetime(of, month, 5, 10, tzinfo=ZoneInfo(settings.TIME_ZONE))

    plan = drafted(SYSTEM, center, year, at=at(11, year - 1))
    for probability in (80, 80, 40, 40):
        milestone(SYSTEM, plan, probability)
    assert code_of(Refused, plans.register_plan, actor=SYSTEM, plan=plan, at=at(1)) == "plan.year-begun"
    plans.register_plan(actor=SYSTEM, plan=plan, at=at(12, year - 1))
    head, peer = SYSTEM, Center.objects.exclude(pk=center.pk).first()
    rating = {"actor": SYSTEM, "plan": plan, "center": peer, "rating": 2, "reason": "x"}
    assert code_of(Refused, plans.rate_plan, **rating, at=at(2)) == "plan.rated-too-late"
    found = list(plan.milestones.order_by("pk"))
    assert code_of(Invalid, plans.settle_milestone, actor=head, milestone=found[0], met=True) == "plan.evidence"
    plans.settle_milestone(actor=head, milestone=found[0], met=True, at=at(2), **proof)
    assert code_of(Stale, plans.settle_milestone, actor=head, milestone=found[0], met=True, **proof)
    plans.settle_milestone(actor=head, milestone=found[1], met=False, at=at(4))
    plans.settle_milestone(actor=head, milestone=found[2], met=False, at=at(4))
    assert code_of(Refused, plans.report_plan, actor=head, plan=plan, report="x") == "plan.milestones-open"
    # What nobody reported on by the end of the year counts as missed.
    today = timezone.localdate()
    assert [one.happened for one in forecasts([plan], today)] == [True, False, False, False]
    assert len(forecasts([plan], date(year, 6, 1))) == 3
    plans.settle_milestone(actor=head, milestone=found[3], met=True, at=at(5), **proof)
    assert float(calibration(forecasts([plan], today)).brier) == pytest.approx(0.30)
    target = plan.targets.first()
    assert code_of(
        Invalid, plans.track_target,
        actor=head, target=target, reached=Decimal(4), evidence_name="", evidence_sha256="",
    ) == "plan.evidence"  # fmt: skip
    plans.track_target(actor=head, target=target, reached=Decimal(4), **proof)
    plans.report_plan(actor=head, plan=plan, report="总结。")
    assert code_of(Refused, plans.track_target, actor=head, target=target, reached=Decimal(5), **proof)
    facts = Entry.objects.filter(event="plan.milestone", object=f"plan:{plan.pk}").order_by("pk")
    assert '"outcome":"met"' in facts[0].facts
    assert '"probability":80' in facts[0].facts


def test_the_database_holds_what_must_hold(world, center):
    plan = WorkPlan.objects.create(center=center, year=2077)
    for make in (
        lambda: WorkPlan.objects.filter(pk=plan.pk).update(state="registered"),
        lambda: PlanMilestone.objects.create(plan=plan, due=date(2077, 1, 1), probability=100, perspective="law"),
        lambda: PlanMilestone.objects.create(plan=plan, due=date(2077, 1, 1), probability=50, state="met"),
        lambda: WorkPlan.objects.create(center=center, year=2077),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


ROWS = "region,indicator,item,value,unit,year,source\n63,gdp,,{},CNY,2024,Book\n63,firms,C,9,firm,2024,Book\n"


def test_figures_of_regions_are_loaded_whole_and_versions_stay(world):
    operator = world.actor("yu-tinglan")
    before = RegionFigure.objects.count()
    assert code_of(Refused, regions.load_profile, actor=world.actor("zhan-yuheng"), data=b"", file_name="a")
    with pytest.raises(Invalid) as refusal:
        data = (ROWS.format("5") + "63,gdp,,x,CNY,2023,Book\n").encode()
        regions.load_profile(actor=operator, data=data, file_name="a.csv")
    assert [(one.line, one.column) for one in refusal.value.data["faults"]] == [(4, "value")]
    assert RegionFigure.objects.count() == before
    first, is_new = regions.load_profile(actor=operator, data=ROWS.format("5").encode(), file_name="a.csv")
    assert is_new
    assert regions.load_profile(actor=operator, data=ROWS.format("5").encode(), file_name="b.csv") == (first, False)
    regions.load_profile(actor=operator, data=ROWS.format("6").encode(), file_name="c.csv")
    found = profile_of("63")
    assert (2024, Decimal(6), "Book") in found.series["gdp"]
    assert ProfileLoad.objects.filter(pk=first.pk).exists()
    assert first.figures.count() == 2


def test_tasks_of_a_strategy(world, center, founder, administrator, proof):
    goal = regions.set_goal(
        actor=administrator, region=FAR, title_zh="目标", title_en="Goal", until=timezone.localdate().year + 1
    )
    assert code_of(
        Refused, regions.set_goal, actor=administrator, region="42", title_zh="甲", title_en="A", until=2030
    ) == "centers.administrator-only"  # fmt: skip
    task = {"goal": goal, "title_zh": "任务", "title_en": "Task", "due": date(2099, 1, 1)}
    elsewhere = Center.objects.get(key="beijing")
    assert code_of(Invalid, regions.set_task, actor=administrator, center=elsewhere, difficulty=1, **task) == (
        "strategy.center"
    )
    assert code_of(Invalid, regions.set_task, actor=administrator, center=center, difficulty=4, **task)
    made = regions.set_task(actor=administrator, center=center, difficulty=3, **task)
    head = actor(founder)
    assert code_of(Stale, regions.finish_task, actor=head, task=made, account="x", **proof) == "strategy.state"
    assert code_of(Refused, regions.agree_task, actor=administrator, task=made) == "centers.head-only"
    regions.agree_task(actor=head, task=made)
    nothing = {"evidence_name": "", "evidence_sha256": ""}
    assert code_of(Invalid, regions.finish_task, actor=head, task=made, account="x", **nothing) == "strategy.evidence"
    regions.finish_task(actor=head, task=made, account="做完了。", **proof)
    facts = Entry.objects.filter(event="strategy.task", object=f"strategy-task:{made.pk}").order_by("pk")
    assert ['"state":"done"' in one.facts for one in facts] == [False, False, True]


def entered(world, name, **changes):
    user = world.make_user(name)
    give_office(actor=SYSTEM, user=user, kind="expert")
    given = {"fields": (5,), "languages": ("zh",), "tasks": ("jury",), "qualifications_zh": "教授",
             "qualifications_en": ""}  # fmt: skip
    return experts.save_expert(actor=actor(user), user=user, **{**given, **changes})


def test_experts_are_recused_by_declarations_memberships_and_powers(world):
    firm, other = Organisation.objects.filter(kind="company").order_by("pk")[:2]
    free, tied, member, attorney = (entered(world, name) for name in ("free", "tied", "member-x", "attorney"))
    tie = experts.declare_conflict(actor=actor(tied.user), expert=tied, organisation=firm, kind="relative")
    assert code_of(
        Stale, experts.declare_conflict, actor=actor(tied.user), expert=tied, organisation=firm, kind="relative"
    ) == "experts.conflict-known"  # fmt: skip
    assert code_of(
        Refused, experts.declare_conflict, actor=actor(free.user), expert=tied, organisation=firm, kind="interest"
    ) == "experts.own-only"  # fmt: skip
    member.user.memberships.create(organisation=firm, role="member")
    record_authorisation(
        actor=world.actor_for(firm), organisation=firm, representative=attorney.user, scope="sign",
        valid_from=timezone.localdate(), valid_until=None, document_name="a.pdf", document_sha256="1" * 64,
    )  # fmt: skip
    assert [recused(one, {firm.pk}) for one in (free, tied, member, attorney)] == [
        (), ("relative",), ("member",), ("power",),
    ]  # fmt: skip
    assert not any(recused(one, {other.pk}) for one in (free, tied, member, attorney))
    experts.end_conflict(actor=actor(tied.user), conflict=tie)
    assert recused(tied, {firm.pk}) == ("relative",)  # it still counts for two years
    ConflictDeclaration.objects.filter(pk=tie.pk).update(ended_at=timezone.now() - timedelta(days=731))
    assert recused(tied, {firm.pk}) == ()


def test_experts_are_drawn_by_a_seed_promised_before(world):
    firm = Organisation.objects.filter(kind="company").order_by("pk").first()
    fit = [entered(world, f"fit-{number}") for number in range(4)]
    tied = entered(world, "tied")
    experts.declare_conflict(actor=actor(tied.user), expert=tied, organisation=firm, kind="employer")
    away = entered(world, "away", is_available=False)
    elsewhere = entered(world, "elsewhere", fields=(9,), tasks=("gate",), languages=("en",))
    desk = world.actor("wen-ruxue")
    [center] = Center.objects.filter(pk__in=desk.headed_centers)
    wanted = {"center": center, "task": "jury", "subject": "评奖", "fields": (5,), "organisations": (firm,),
              "language": "zh"}  # fmt: skip
    assert code_of(Refused, experts.commit_draw, actor=actor(fit[0].user), count=2, **wanted) == "centers.staff-only"
    draw = experts.commit_draw(actor=desk, count=2, **wanted)
    said = Entry.objects.get(event="expert.draw-committed", object=f"draw:{draw.pk}")
    assert draw.commitment == commitment(draw.seed)
    assert draw.commitment in said.facts
    assert draw.seed not in said.facts
    experts.draw_experts(actor=desk, draw=draw)
    assert set(draw.pool) == {one.pk for one in fit}
    assert draw.drawn == list(drawn(draw.seed, draw.pool, 2))
    assert draw.excluded[str(tied.pk)] == ["employer"]
    assert draw.excluded[str(away.pk)] == ["unavailable"]
    assert draw.excluded[str(elsewhere.pk)] == ["task", "field", "language"]
    assert len(draw.excluded) + len(draw.pool) == Expert.objects.count()
    assert draw.seed in Entry.objects.get(event="expert.drawn", object=f"draw:{draw.pk}").facts
    assert code_of(Stale, experts.draw_experts, actor=desk, draw=draw) == "experts.drawn-already"
    many = experts.commit_draw(actor=desk, count=5, **wanted)
    assert code_of(Refused, experts.draw_experts, actor=desk, draw=many) == "experts.too-few"


def test_only_holders_of_the_office_are_entered_and_only_by_themselves(world):
    someone, judge = world.make_user("someone"), entered(world, "judge")
    given = {"fields": (5,), "languages": ("zh",), "tasks": ("jury",), "qualifications_zh": "甲",
             "qualifications_en": ""}  # fmt: skip
    assert code_of(Refused, experts.save_expert, actor=actor(someone), user=someone, **given) == "experts.office-only"
    assert code_of(Refused, experts.save_expert, actor=actor(someone), user=judge.user, **given) == "experts.own-only"
    for name, value in (("fields", (36,)), ("languages", ("xx",)), ("tasks", ()), ("qualifications_zh", " ")):
        assert code_of(Invalid, experts.save_expert, actor=actor(judge.user), user=judge.user, **{**given, name: value})
