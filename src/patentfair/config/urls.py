"""All addresses: language-prefixed pages, the API and health."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from patentfair.web.api.api import api
from patentfair.web.api.docs import docs
from patentfair.web.exhibition import halls, media
from patentfair.web.public import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url="/static/ui/favicon.svg"), name="favicon"),
    path("robots.txt", health.robots, name="robots"),
    path("x/<slug:code>", halls.code, name="exhibit-code"),
    path("kiosk-worker.js", halls.kiosk_worker, name="kiosk-worker"),
    path("pictures/<int:pk>/<slug:size>.jpg", media.picture, name="exhibit-picture"),
    path("pictures/codes/<int:pk>.svg", media.qr_code, name="exhibit-qr"),
    path("", include("patentfair.web.network.feed_urls")),
    path("api/docs", docs, name="api-docs"),
    path("api/", api.urls),
    *i18n_patterns(
        path("", include("patentfair.web.public.urls")),
        path("", include("patentfair.web.workspace.urls")),
        path("", include("patentfair.web.deals.urls")),
        path("", include("patentfair.web.center.urls")),
        path("", include("patentfair.web.centers.urls")),
        path("", include("patentfair.web.exhibition.urls")),
        path("", include("patentfair.web.helpdesk.urls")),
        path("", include("patentfair.web.meetings.urls")),
        path("", include("patentfair.web.learning.urls")),
        path("", include("patentfair.web.experience.urls")),
        path("", include("patentfair.web.network.urls")),
        path("", include("patentfair.web.registrar.urls")),
    ),
]
handler404 = "patentfair.web.public.errors.not_found"
handler500 = "patentfair.web.public.errors.server_error"
handler403 = "patentfair.web.public.errors.forbidden"
