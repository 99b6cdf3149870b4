"""Centers and the people of the installation: who works where, who holds which office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.actions import end_office, give_office
from patentfair.apps.accounts.models import Office, User
from patentfair.apps.centers.access import CENTERS, POSTS
from patentfair.apps.centers.actions import end_post, give_post, open_center
from patentfair.apps.centers.models import Center, Post
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import label, region_label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = [
    "center_new",
    "centers",
    "office_end",
    "office_new",
    "post_end",
    "post_new",
    "post_rows",
]


def post_rows(request: PageRequest, posts: list[Post], language: str) -> list[dict[str, Any]]:
    """Posts in a table: who, as what, and whether the reader may end it."""
    mine = set(visible(Post.objects.all(), POSTS, "end", request.actor).values_list("pk", flat=True))
    return [
        {
            "pk": post.pk,
            "user": post.user,
            "role": label(labels.ROLES, post.role, language),
            "may_end": post.pk in mine,
        }
        for post in posts
    ]


@staff_only("is_operator", "is_national_admin")
def centers(request: PageRequest) -> HttpResponse:
    """All centers with their people; for operators the offices too."""
    language = page_language()
    found = Center.objects.prefetch_related("posts__user").order_by("-is_national", "province", "pk")
    offices = Office.objects.select_related("user").order_by("kind", "province", "pk")
    context = {
        "centers": [
            {
                "center": one,
                "region": region_label(one.province, language),
                "posts": post_rows(request, sorted(one.posts.all(), key=lambda post: post.pk), language),
            }
            for one in found
        ],
        "offices": [
            {
                "pk": one.pk,
                "user": one.user,
                "kind": label(labels.ROLES, one.kind, language),
                "region": region_label(one.province, language),
            }
            for one in offices
        ]
        if request.actor.is_operator
        else [],
    }
    return render(request, "web/centers_office.html", context)


class CenterForm(forms.Form):
    """A center to be opened."""

    key = forms.SlugField(
        label=lazy("Key"), max_length=40, help_text=lazy("Small Latin letters, for the address of its page: wuhan")
    )
    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=160)
    province = forms.ChoiceField(label=lazy("Region"))
    city_zh = forms.CharField(label=lazy("City in Chinese"), max_length=80)
    city_en = forms.CharField(label=lazy("City in English"), max_length=80)
    opening_zh = forms.CharField(label=lazy("Opening hours in Chinese"), max_length=200, required=False)
    opening_en = forms.CharField(label=lazy("Opening hours in English"), max_length=200, required=False)
    services_zh = forms.CharField(
        label=lazy("Services in Chinese"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=lazy("One a line."),
    )
    services_en = forms.CharField(
        label=lazy("Services in English"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=lazy("One a line."),
    )
    about_zh = forms.CharField(
        label=lazy("About it, in Chinese"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    about_en = forms.CharField(
        label=lazy("About it, in English"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    is_national = forms.BooleanField(
        label=lazy("This is the national hall"),
        required=False,
        help_text=lazy("It serves every region that has no center of its own. There is one."),
    )

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).lower()

    def clean_services_zh(self) -> list[str]:
        return _lines(self.cleaned_data["services_zh"])

    def clean_services_en(self) -> list[str]:
        return _lines(self.cleaned_data["services_en"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@staff_only("is_operator", "is_national_admin")
def center_new(request: PageRequest) -> HttpResponse:
    """Open a center."""
    language = page_language()
    form = CenterForm(request.POST or None)
    choose(form, "province", [("", "—"), *((code, words.of(language)) for code, words in PROVINCES.items())])
    if request.method == "POST" and form.is_valid():
        try:
            made = open_center(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The center is open. Next: appoint the people who work there."))
            response = redirect("post-new")
            response["Location"] += f"?center={made.pk}"
            return response
    return render(request, "web/form.html", {"form": form, "heading": _("Open a center"), "submit": _("Open")})


class PostForm(forms.Form):
    """A person's post at a center."""

    email = forms.EmailField(
        label=lazy("E-mail of the person"), help_text=lazy("They need an account here first: ask them to join.")
    )
    center = forms.ChoiceField(label=lazy("Center"))
    role = forms.ChoiceField(label=lazy("As"))


def _person(form: forms.Form) -> User | None:
    """The person whose address the form gives; tells the form where there is none."""
    user = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
    if user is None:
        form.add_error("email", _("Nobody here has that address. Ask them to join first."))
    return user


@staff_only("appoints_everywhere", "headed_centers")
def post_new(request: PageRequest) -> HttpResponse:
    """Appoint a person to a center."""
    actor, language = request.actor, page_language()
    theirs = {one.pk: one for one in visible(Center.objects.order_by("pk"), CENTERS, "appoint", actor)}
    roles = [Post.Role.STAFF, Post.Role.HEAD] if actor.appoints_everywhere else [Post.Role.STAFF]
    form = PostForm(request.POST or None, initial={"center": request.GET.get("center", "")})
    choose(form, "center", [(pk, one.name_zh if language == "zh" else one.name_en) for pk, one in theirs.items()])
    choose(form, "role", [(role.value, label(labels.ROLES, role.value, language)) for role in roles])
    if request.method == "POST" and form.is_valid() and (user := _person(form)) is not None:
        center = theirs[int(form.cleaned_data["center"])]
        try:
            give_post(actor=actor, center=center, user=user, role=form.cleaned_data["role"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Appointed. The desk opens for them at their next page."))
            return redirect(_home(request))
    heading = _("Appoint someone to a center")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Appoint")})


@signed_in
@require_POST
def post_end(request: PageRequest, pk: int) -> HttpResponse:
    """End a post."""
    posts = Post.objects.select_related("center", "user")
    end_post(actor=request.actor, post=fetch(posts, POSTS, "end", request.actor, pk=pk))
    messages.success(request, _("The post has ended."))
    return redirect(_home(request))


def _home(request: PageRequest) -> str:
    return "centers-office" if request.actor.appoints_everywhere else "desk"


class OfficeForm(forms.Form):
    """An office that is not tied to one center."""

    email = forms.EmailField(
        label=lazy("E-mail of the person"), help_text=lazy("They need an account here first: ask them to join.")
    )
    kind = forms.ChoiceField(label=lazy("As"))
    province = forms.ChoiceField(
        label=lazy("Region"), required=False, help_text=lazy("For provincial administrators only.")
    )


@staff_only("is_operator")
def office_new(request: PageRequest) -> HttpResponse:
    """Appoint an administrator, an expert or an operator."""
    language = page_language()
    form = OfficeForm(request.POST or None)
    choose(form, "kind", [(kind, label(labels.ROLES, kind, language)) for kind in Office.Kind.values])
    choose(form, "province", [("", "—"), *((code, words.of(language)) for code, words in PROVINCES.items())])
    if request.method == "POST" and form.is_valid() and (user := _person(form)) is not None:
        data = form.cleaned_data
        try:
            give_office(actor=request.actor, user=user, kind=data["kind"], province=data["province"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Appointed."))
            return redirect("centers-office")
    heading = _("Give an office")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Appoint")})


@signed_in
@require_POST
def office_end(request: PageRequest, pk: int) -> HttpResponse:
    """End an office."""
    office = Office.objects.filter(pk=pk).first() if request.actor.is_operator else None
    if office is None:
        raise NotFound("not-found", what="office")
    end_office(actor=request.actor, office=office)
    messages.success(request, _("The office has ended."))
    return redirect("centers-office")
