"""Acts around experience in the journal."""

from patentfair.apps.journal.events import EventType

REPORT_DRAFTED = EventType("report.drafted", ("source", "deal", "from_event"))
REPORT_CHANGED = EventType("report.changed", ("content_sha256",))
REPORT_SUBMITTED = EventType("report.submitted", ("content_sha256",))
REPORT_RETURNED = EventType("report.returned")
REPORT_PUBLISHED = EventType("report.published", ("number", "outcome", "source", "content_sha256"))
REPORT_WITHDRAWN = EventType("report.withdrawn")
NAMING_ASKED = EventType("report.naming-asked", ("organisation",))
NAMING_ANSWERED = EventType("report.naming-answered", ("organisation", "agreed"))
CASE_ADOPTED = EventType("case.adopted", ("report", "number", "author_center"))
CASE_REUSE = EventType("case.reuse", ("report", "number", "author_center", "result", "times_back"))
