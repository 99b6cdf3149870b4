"""Sign in, sign out, join."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.actions import join, set_password
from patentfair.apps.accounts.models import User
from patentfair.domain.kernel.errors import Invalid
from patentfair.web.guards import signed_in
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["change_password", "join_page", "sign_in", "sign_out"]

JOINED_A_VISITOR = 30  # a class makes its accounts from one network


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """The old password and a new one."""

    current = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("10 characters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinForm(forms.Form):
    """What an account needs."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("10 characters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go back to where one was."""
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        who = ("sign-in", form.cleaned_data["email"].lower(), visitor_address(request))
        barred = is_barred(*who)
        user = (
            None
            if barred
            else authenticate(request, username=form.cleaned_data["email"], password=form.cleaned_data["password"])
        )
        if user is not None:
            _forget_visitor(request)
            login(request, user)
            return _onward(request, form.cleaned_data["next"])
        note_failure(*who)
        form.add_error(
            None,
            _("Too many attempts. Please wait a quarter of an hour.")
            if barred
            else _("E-mail and password do not go together."),
        )
    return render(request, "web/sign_in.html", {"form": form})


def _onward(request: HttpRequest, target: str) -> HttpResponse:
    """Where the person was going, if that is on this site; else the workspace."""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return redirect(target)
    return redirect("workspace")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


def join_page(request: HttpRequest) -> HttpResponse:
    """Make an account and sign in."""
    form = JoinForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who = ("join", visitor_address(request))
        if is_barred(*who, tries=JOINED_A_VISITOR):
            form.add_error(None, _("Too many attempts. Please wait a quarter of an hour."))
            return render(request, "web/join.html", {"form": form})
        note_failure(*who)  # every attempt: the answer tells whether an address has an account
        try:
            user = join(email=data["email"], password=data["password"], name_zh=data["name"])
        except Invalid as error:
            form.add_error(str(error.data["field"]), sentence(error))
        else:
            _forget_visitor(request)
            login(request, user, backend="patentfair.apps.accounts.backends.EmailBackend")
            return _onward(request, data["next"])
    return render(request, "web/join.html", {"form": form})


def _forget_visitor(request: HttpRequest) -> None:
    """What somebody did at this browser without an account is not shown to whoever signs in next."""
    if not request.user.is_authenticated:
        request.session.flush()


@signed_in
def change_password(request: PageRequest) -> HttpResponse:
    """Change one's own password; other sessions end, this one goes on."""
    user = cast("User", request.user)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = ("password", user.email, visitor_address(request))
        if is_barred(*who):
            form.add_error(None, _("Too many attempts. Please wait a quarter of an hour."))
        elif not user.check_password(form.cleaned_data["current"]):
            note_failure(*who)
            form.add_error("current", _("That is not your present password."))
        else:
            try:
                set_password(actor=request.actor, user=user, password=form.cleaned_data["password"])
            except Invalid as error:
                form.add_error("password", sentence(error))
            else:
                update_session_auth_hash(request, user)
                messages.success(request, gettext("The password is changed."))
                return redirect("workspace")
    context = {"form": form, "heading": gettext("Change the password"), "submit": gettext("Change")}
    return render(request, "web/form.html", context)
