"""Acts around lessons in the journal. What readers do has no actor but a visitor."""

from patentfair.apps.journal.events import EventType

LESSON_DRAFTED = EventType("lesson.drafted", ("kind",))
LESSON_CHANGED = EventType("lesson.changed", ("content_sha256",))
LESSON_SENT = EventType("lesson.sent", ())
LESSON_RETURNED = EventType("lesson.returned", ())
LESSON_PUBLISHED = EventType("lesson.published", ("kind", "content_sha256"))
LESSON_WITHDRAWN = EventType("lesson.withdrawn", ())
ITEM_ADDED = EventType("quiz-item.added", ("item",))
ITEM_RETIRED = EventType("quiz-item.retired", ("item",))
QUIZ = EventType("event.quiz", ("lesson", "before", "after", "questions"))
REACH = EventType("campaign.reach", ("lesson", "way", "token"))
CERTIFICATE_MADE = EventType("certificate.made", ("lesson",))
