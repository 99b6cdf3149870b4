"""Acts around events in the journal. People appear as tokens only."""

from patentfair.apps.journal.events import EventType

EVENT_DRAFTED = EventType("event.drafted", ("kind", "content_sha256"))
EVENT_CHANGED = EventType("event.changed", ("content_sha256",))
EVENT_ANNOUNCED = EventType(
    "event.announced", ("kind", "county", "online", "starts_at", "ends_at", "capacity", "programme_sha256")
)
EVENT_CANCELLED = EventType("event.cancelled", ("reason",))
EVENT_HELD = EventType("event.held", ("kind", "county", "online", "programme_sha256", "verified"))
EVENT_PROGRAMME = EventType("event.programme", ("programme_sha256",))
EVENT_PAPER_PUT = EventType("event.paper-put", ("session", "sha256"))
EVENT_PAPER_REMOVED = EventType("event.paper-removed", ("session", "sha256"))
EVENT_REGISTERED = EventType("event.registered", ("token", "state"))
EVENT_PLACE_GIVEN = EventType("event.place-given", ("token", "registration"))
EVENT_REGISTRATION_CANCELLED = EventType("event.registration-cancelled", ("token",))
EVENT_REGISTRATION_WITHDRAWN = EventType("event.registration-withdrawn", ("token", "registration", "reason_sha256"))
EVENT_CHECKIN = EventType("event.checkin", ("token",))
EVENT_EVALUATED = EventType("event.evaluated", ("content", "organisation", "usefulness"))
EVENT_ATTENDEES_ERASED = EventType("event.attendees-erased", ("count",))
SLOTS_SET = EventType("appointments.slots", ("slots", "tables"))
PARTICIPANT_JOINED = EventType("appointments.joined", ("token", "most"))
WISHES_STATED = EventType("appointments.wishes", ("token", "wishes_sha256", "count"))
PLAN_REQUESTED = EventType("appointments.requested", ("plan", "seconds", "seed"))
APPOINTMENTS_PLANNED = EventType(
    "appointments.planned", ("plan", "plan_sha256", "participants", "wishes", "appointments", "objective", "bound")
)
PLAN_FAILED = EventType("appointments.failed", ("plan", "why"))
# `tokens` are those of both sides, where the plan was published already.
PLAN_CHANGED = EventType("appointments.changed", ("plan", "how", "appointment", "tokens", "registrations"))
PLAN_PUBLISHED = EventType("appointments.published", ("plan", "plan_sha256"))
APPOINTMENT_HELD = EventType("appointment.held", ("plan", "appointment", "tokens"))
