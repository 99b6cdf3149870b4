"""What acts around lessons and quizzes are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["LEARNING"]

LEARNING: dict[str, Words] = {
    "lesson.drafted": Words("起草课程", "Lesson drafted"),
    "lesson.changed": Words("修改课程", "Lesson changed"),
    "lesson.sent": Words("课程送审", "Lesson sent to review"),
    "lesson.returned": Words("课程退回修改", "Lesson sent back"),
    "lesson.published": Words("发布课程", "Lesson published"),
    "lesson.withdrawn": Words("撤下课程", "Lesson withdrawn"),
    "quiz-item.added": Words("题库增加题目", "Question added to a bank"),
    "quiz-item.retired": Words("停用题目", "Question retired"),
    "event.quiz": Words("完成课前课后测验", "Questions before and after answered"),
    "campaign.reach": Words("完成普法学习", "Reached by IP-law publicity"),
    "certificate.made": Words("生成学习证书", "Certificate of learning made"),
}
