"""Acts on title and grants in the journal."""

from patentfair.apps.journal.events import EventType

OWNERSHIP_CLAIMED = EventType("ownership.claimed", ("organisation", "share", "evidence_sha256"))
OWNERSHIP_HANDED_ON = EventType("ownership.handed-on", ("claims",))
OWNERSHIP_VERIFIED = EventType("ownership.verified", ("organisation", "share", "evidence_sha256"))
OWNERSHIP_REFUSED = EventType("ownership.refused", ("organisation", "reason_sha256"))
FACTS_DECLARED = EventType("rights.facts-declared", ("facts_sha256",))
RIGHT_GRANTED = EventType("rights.granted", ("kind", "grantor", "grantee", "start", "end", "scope_sha256"))
TITLE_AGREED = EventType("rights.title-agreed", ("grantor", "grantee"))
TITLE_PASSED = EventType("rights.title-passed", ("grantor", "grantee", "registered_on"))
GRANT_RECORDED = EventType("rights.grant-recorded", ("recorded_on", "record_number"))
PLEDGE_ENTERED = EventType("rights.pledged", ("holder", "registered_on"))
OPEN_LICENCE_DECLARED = EventType("rights.open-licence-declared", ("announced_on",))
PLEDGE_AGREED = EventType("rights.pledge-agreed", ("grantor", "grantee"))
GRANT_AMENDED = EventType("rights.grant-amended", ("on", "basis", "scope_sha256"))
GRANT_ENDED = EventType("rights.grant-ended", ("ended_on", "basis"))
OPEN_LICENCE_WITHDRAWN = EventType("rights.open-licence-withdrawn", ("announced_on",))
REST_DAYS_LOADED = EventType("rights.rest-days-loaded", ("years", "count", "days_sha256"))
