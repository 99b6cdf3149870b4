"""What a view is given."""

from django.http import HttpRequest

from patentfair.apps.accounts.access import Actor

__all__ = ["PageRequest"]


class PageRequest(HttpRequest):
    """A request as the middleware hands it on: with the one who asks."""

    actor: Actor
