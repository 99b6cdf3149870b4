"""Sentences for what is refused around lessons and quizzes."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["LEARNING"]

LEARNING: dict[str, Words] = {
    "learning.staff-only": Words(
        "只有该中心的工作人员可以编写课程。", "Only the center's staff may write its lessons."
    ),
    "lesson.kind": Words("请选择科普或者普法。", "Choose popular science or IP law."),
    "lesson.audience": Words("请选择课程面向的读者。", "Say for whom the lesson is."),
    "lesson.title": Words("请用中文或英文给课程取一个标题。", "Give the lesson a title, in Chinese or English."),
    "lesson.no-text": Words("至少用一种语言写好标题和正文。", "Write a title and a text in one language at least."),
    "lesson.text-too-long": Words("文字太长，请缩短。", "Too long. Please shorten it."),
    "lesson.question": Words("请用中文或英文写出问题。", "Write the question, in Chinese or English."),
    "lesson.options": Words(
        "须有两至五个选项，每个选项都要有文字。", "A question has two to five answers, each with a text."
    ),
    "lesson.right": Words("请写出正确选项。", "Write the right answer."),
    "lesson.bank-full": Words("一门课程的题库最多 200 题。", "A lesson's bank holds 200 questions at most."),
    "lesson.too-few-questions": Words(
        "题库至少要有 6 题，课前课后各抽 3 题，互不重复。",
        "The bank needs 6 questions at least: 3 before and 3 after, none twice.",
    ),
    "lesson.item-retired": Words("这道题已停用。", "This question is no longer asked."),
    "lesson.not-a-draft": Words("只有草稿可以送审。", "Only a draft can be sent to review."),
    "lesson.not-in-review": Words(
        "课程不在待审核状态，或者刚刚有人改过，请再看一遍。",
        "The lesson does not wait for review, or somebody has just changed it. Look at it again.",
    ),
    "lesson.four-eyes": Words(
        "撰写人不能自己审核，请由同事审核。", "Whoever wrote a lesson does not publish it. Ask a colleague."
    ),
    "lesson.rewritten": Words(
        "您看过之后，课程又有改动，请重新阅读后再审核。", "The lesson was rewritten after you read it. Read it again."
    ),
    "lesson.withdrawn": Words("课程已撤下。", "The lesson has been withdrawn."),
    "lesson.not-published": Words("课程尚未发布。", "The lesson is not published."),
    "lesson.answered-already": Words("这些题已经答过。", "These questions have been answered already."),
    "lesson.before-first": Words("请先回答课前的题。", "Answer the questions before the lesson first."),
    "lesson.answer-each": Words("请回答每一道题，不确定也可以猜。", "Answer each question; a guess is allowed."),
    "lesson.not-passed": Words("课后得分达到 60 分才能领取证书。", "A certificate needs 60 points after the lesson."),
    "lesson.certificate-made": Words("证书已经生成过。", "The certificate has been made already."),
    "lesson.certificate-name": Words(
        "请填写要印在证书上的名字，不超过 60 字。", "Give the name to be printed, up to 60 characters."
    ),
}
