"""Every write to centers, a module a noun."""

from patentfair.apps.centers.actions.posts import end_post, give_post, open_center, serve_visitor

__all__ = ["end_post", "give_post", "open_center", "serve_visitor"]
