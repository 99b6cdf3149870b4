"""Addresses of a center's desk."""

from django.urls import path

from patentfair.web.center import checks, desk, disputes, flags, parties, relations, tables, visitors

urlpatterns = [
    path("desk", desk.desk, name="desk"),
    path("desk/claims/<int:pk>/<str:act>", desk.decide, name="claim-decide"),
    path("desk/visitors/new", visitors.new, name="visitor-new"),
    path("desk/powers/<int:pk>/document", visitors.document, name="power-document"),
    path("desk/powers/<int:pk>/<str:act>", visitors.settle, name="power-settle"),
    path("desk/organisations/<int:pk>/verify", desk.verify_identity, name="organisation-verify"),
    path("desk/register/new", desk.register_extract, name="register-extract"),
    path("desk/pledges/new", desk.pledge, name="pledge-new"),
    path("desk/open-licences/new", desk.open_licence, name="open-licence-new"),
    path("desk/parties", parties.suggestions, name="party-suggestions"),
    path("desk/parties/decide", parties.decide, name="party-decide"),
    path("desk/parties/<int:pk>/withdraw", parties.withdraw, name="party-withdraw"),
    path("center/import/", tables.overview, name="tables"),
    path("center/import/new", tables.new, name="table-new"),
    path("center/import/templates/<str:name>.<str:kind>", tables.template_file, name="table-template"),
    path("center/import/past-deals", tables.past_deals, name="past-deals"),
    path("center/import/<int:pk>", tables.table, name="table"),
    path("center/import/<int:pk>/columns", tables.columns, name="table-columns"),
    path("center/import/<int:pk>/report.csv", tables.report, name="table-report"),
    path("center/import/<int:pk>/remove", tables.remove, name="table-remove"),
    path("center/import/<int:pk>/<str:act>", tables.act, name="table-act"),
    path("center/disputes", disputes.disputes, name="disputes"),
    path("center/flags", flags.flags, name="flags"),
    path("center/flags/<int:pk>", flags.decide, name="flag-decide"),
    path("center/relations", relations.relations, name="relations"),
    path("center/relations/<int:pk>/end", relations.end, name="relation-end"),
    path("center/checks", checks.checks, name="checks"),
    path("center/organisations/<int:pk>/checks", checks.organisation_checks, name="organisation-checks"),
    path("center/checks/<int:pk>/revoke", checks.revoke, name="check-revoke"),
    path("center/checks/<int:pk>/evidence", checks.evidence, name="check-evidence"),
]
