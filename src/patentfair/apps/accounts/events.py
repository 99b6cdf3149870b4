"""Acts of people and organisations in the journal."""

from patentfair.apps.journal.events import EventType

USER_JOINED = EventType("user.joined")
PASSWORD_SET = EventType("user.password-set")
ORGANISATION_REGISTERED = EventType("organisation.registered", ("kind", "province"))
ORGANISATION_VERIFIED = EventType("organisation.verified", ("evidence_sha256",))
MEMBER_ADDED = EventType("member.added", ("organisation", "role"))
OFFICE_GIVEN = EventType("office.given", ("office", "province"))
OFFICE_ENDED = EventType("office.ended", ("office", "province"))
AUTHORISATION_RECORDED = EventType(
    "authorisation.recorded", ("representative", "scope", "valid_from", "valid_until", "document_sha256")
)
AUTHORISATION_CONFIRMED = EventType("authorisation.confirmed", ("representative", "scope", "document_sha256"))
AUTHORISATION_REFUSED = EventType("authorisation.refused", ("representative", "scope"))
AUTHORISATION_REVOKED = EventType("authorisation.revoked", ("representative", "scope"))
