"""Acts of centers in the journal."""

from patentfair.apps.journal.events import EventType

CENTER_OPENED = EventType("center.opened", ("province",))
POST_GIVEN = EventType("post.given", ("user", "role"))
POST_ENDED = EventType("post.ended", ("user", "role"))
