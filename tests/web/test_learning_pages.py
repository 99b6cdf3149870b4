"""Lessons as a pupil and a writer meet them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.learning.actions.lessons import content_of, withdraw_lesson
from patentfair.apps.learning.actions.sittings import answer_after, answer_before, begin_sitting
from patentfair.apps.learning.models import Certificate, Lesson, QuizItem, Sitting
from patentfair.domain.kernel.errors import Refused
from patentfair.web.learning import reading


def answers(code, which, *, right=True):
    sitting = Sitting.objects.get(code=code)
    items = QuizItem.objects.in_bulk(getattr(sitting, f"{which}_items"))
    return {f"q{pk}": str(item.right if right else (item.right + 1) % len(item.options)) for pk, item in items.items()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pupil_learns_without_account_or_name(db, language):
    pupil = Client()
    assert pupil.get(f"/{language}/learn?for=pupil").status_code == 200
    assert "/begin" in pupil.get(f"/{language}/learn/claim").content.decode()
    address = pupil.post(f"/{language}/learn/claim/begin", {"group": "八（2）班"})["Location"]
    code = address.rsplit("/", 1)[1]
    questions = pupil.get(address).content.decode()
    assert questions.count("<fieldset") == 3
    assert pupil.post(address, answers(code, "before", right=False)).status_code == 302
    lesson = pupil.get(address).content.decode()
    assert lesson.count("<fieldset") == 3
    given = answers(code, "after")
    given.pop(next(iter(given)))
    again = pupil.post(address, given).content.decode()
    assert "notice-error" in again
    assert again.count(" checked") == 2, "what was answered stays"
    assert pupil.post(address, answers(code, "after")).status_code == 302
    sitting = Sitting.objects.get(code=code)
    assert (sitting.before, sitting.after, sitting.group) == (0, 100, "八（2）班")
    paper = pupil.post(f"{address}/certificate", {"name": "Wang Xiaoming"})
    assert paper.content.startswith(b"%PDF")
    assert not pupil.cookies.get("sessionid")
    made = Certificate.objects.get(sitting=sitting)
    check = f"/{language}/certificates/{made.code}"
    assert "notice-ok" in pupil.post(check, {"name": "wang xiaoming"}).content.decode()
    assert "notice-warn" in pupil.post(check, {"name": "Li Si"}).content.decode()


def test_a_lesson_shows_no_markup_of_its_writer(db):
    found = Lesson.objects.get(key="claim")
    found.shown |= {"title_zh": "<b>题</b>", "text_zh": "<script>x</script>\n\n- 一\n- 二"}
    found.save()
    page = Client().get("/zh/learn/claim").content.decode()
    assert "<script>x" not in page
    assert "<li>一</li><li>二</li>" in page


def test_a_center_writes_a_lesson_with_its_questions(world):
    center = Center.objects.get(key="shanghai")
    client = Client()
    client.force_login(center.posts.first().user)
    data = {"kind": "science", "audiences": ["pupil", "firm"], "title_zh": "新课", "text_zh": "课文", "minutes": "4"}
    address = client.post("/zh/center/lessons/new", data)["Location"]
    lesson = Lesson.objects.get(title_zh="新课")
    for number in range(6):
        question = {
            "question_zh": f"第 {number} 题",
            "option_0_zh": "对的",
            "option_1_zh": "错的",
            "option_2_zh": "也错",
        }
        assert client.post(address, question).status_code == 302
    rights = {item.options[item.right]["zh"] for item in lesson.items.all()}
    assert rights == {"对的"}
    assert len({item.right for item in lesson.items.all()}) == 3, "the right one does not always stand first"
    refused = client.post(address, {"question_zh": "没有正确选项", "option_1_zh": "错的", "option_2_zh": "也错"})
    assert refused.status_code == 200
    assert re.search("请写出正确选项", refused.content.decode())
    assert client.post(f"/zh/center/lessons/{lesson.pk}/send").status_code == 302
    assert client.post(f"/zh/center/lessons/{lesson.pk}/publish", {"seen": "0" * 64}).status_code == 409
    seen = content_of(Lesson.objects.get(pk=lesson.pk))
    address = f"/zh/center/lessons/{lesson.pk}/publish"
    assert client.post(address, {"seen": seen}).status_code == 409, "its writer"
    colleague = Client()
    user = world.make_user("colleague")
    Post.objects.create(user=user, center=center, role="staff")
    colleague.force_login(user)
    assert colleague.post(address, {"seen": seen}).status_code == 302
    assert Client().get(f"/zh/learn/{lesson.key}").status_code == 200


def test_of_a_withdrawn_lesson_nothing_is_read_and_what_was_earned_stays(db):
    lesson = Lesson.objects.get(key="claim")
    text = lesson.shown["text_zh"].split("\n\n")[0]
    reader = Client()

    def begun():
        return reader.post("/zh/learn/claim/begin")["Location"]

    def passed():
        address = begun()
        for which in ("before", "after"):
            assert reader.post(address, answers(address.rsplit("/", 1)[1], which)).status_code == 302
        return address

    fresh, half, done, certified = begun(), begun(), passed(), passed()
    reader.post(half, answers(half.rsplit("/", 1)[1], "before"))
    assert text in reader.get(half).content.decode()
    assert reader.post(f"{certified}/certificate", {"name": "王小明"}).content.startswith(b"%PDF")
    withdraw_lesson(actor=SYSTEM, lesson=lesson)

    for address, which in ((fresh, "before"), (half, "after")):
        page = reader.get(address)
        assert page.status_code == 410
        assert "本课程已撤下" in page.content.decode()
        assert "<fieldset" not in page.content.decode()
        assert text not in page.content.decode()
        code = address.rsplit("/", 1)[1]
        assert reader.post(address, answers(code, which)).status_code == 409
        assert getattr(Sitting.objects.get(code=code), which) is None
        act = answer_before if which == "before" else answer_after
        with pytest.raises(Refused, match=r"lesson\.withdrawn"):
            act(sitting=Sitting.objects.get(code=code), answers=[0, 0, 0])
    page = reader.get(done).content.decode()
    item = QuizItem.objects.get(pk=Sitting.objects.get(code=done.rsplit("/", 1)[1]).after_items[0])
    assert item.question_zh not in page
    assert "您的成绩和证书仍然有效" in page
    assert "/zh/learn/claim" not in page, "the lesson's address leads nowhere now"
    assert reader.post(f"{done}/certificate", {"name": "王小明"}).content.startswith(b"%PDF"), "earned before"
    for address in (done, certified):
        check = f"/zh/certificates/{Certificate.objects.get(sitting__code=address.rsplit('/', 1)[1]).code}"
        page = reader.post(check, {"name": "王小明"}).content.decode()
        assert "notice-ok" in page
        assert "证书仍然有效" in page
        assert "/zh/learn/claim" not in page


def test_what_is_somebodys_own_is_kept_by_no_cache(db, monkeypatch):
    printed = []
    monkeypatch.setattr(reading, "certificate_pdf", lambda paper: printed.append(paper) or b"%PDF-made")
    pupil = Client()
    address = pupil.post("/zh/learn/claim/begin")["Location"]
    code = address.rsplit("/", 1)[1]
    pages = [pupil.get(address)]
    for which in ("before", "after"):
        pages.append(pupil.post(address, {}) if which == "after" else pupil.get(address))
        pupil.post(address, answers(code, which))
        pages.append(pupil.get(address))
    pages.append(pupil.post(f"{address}/certificate", {"name": ""}))
    pages.append(pupil.post(f"{address}/certificate", {"name": "王小明"}))
    check = f"/zh/certificates/{Certificate.objects.get(sitting__code=code).code}"
    pages += [pupil.get(check), pupil.post(check, {"name": "王小明"})]
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        assert "private" in page["Cache-Control"]
    assert [paper.is_sample for paper in printed] == [True], "the platform's own lesson, sat in a sample world"
    assert "示例：" in pages[-1].content.decode()
    Center.objects.update(is_sample=False)
    other = begin_sitting(lesson=Lesson.objects.get(key="claim"))
    Sitting.objects.filter(pk=other.pk).update(before=0, after=100)
    pupil.post(f"/zh/learn/sittings/{other.code}/certificate", {"name": "王小明"})
    assert printed[-1].is_sample is False
    assert "示例：" not in pupil.get(check).content.decode()
