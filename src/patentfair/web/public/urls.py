"""Public addresses."""

from django.urls import path

from patentfair.web.public import account, law, market, pages, parties, patents, price_help, search, status_codes

urlpatterns = [
    path("", pages.home, name="home"),
    path("search", search.search, name="search"),
    path("parties/<str:key>", parties.party, name="party"),
    path("patents/<str:number>", patents.patent, name="patent"),
    path("listings", market.listings, name="listings"),
    path("listings/<int:pk>", market.listing, name="listing"),
    path("needs", market.needs, name="needs"),
    path("needs/<int:pk>", market.need, name="need"),
    path("price-help", price_help.price_help, name="price-help"),
    path("law", law.law, name="law"),
    path("law/rules/<str:office>", law.rules, name="law-rules"),
    path("law/status-codes", status_codes.status_codes, name="status-codes"),
    path("experience", pages.experience, name="experience"),
    path("help", pages.help_, name="help"),
    path("pilots", pages.pilots, name="pilots"),
    path("evaluation", pages.evaluation, name="evaluation"),
    path("_components", pages.components, name="components"),
    path("sign-in", account.sign_in, name="sign-in"),
    path("sign-out", account.sign_out, name="sign-out"),
    path("workspace/password", account.change_password, name="password"),
    path("join", account.join_page, name="join"),
]
