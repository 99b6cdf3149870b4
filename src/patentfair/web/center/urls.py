"""Addresses of a center's desk."""

from django.urls import path

from patentfair.web.center import desk, visitors

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
]
