"""Relations between organisations, entered by staff with their source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.actions.checks import add_relation, end_relation
from patentfair.apps.market.models import Relation
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.web.choices import choose
from patentfair.web.deals.trust_words import RELATIONS
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["end", "relations"]

PAGE = 50
MOST_ORGANISATIONS = 1000


class RelationForm(forms.Form):
    """Two organisations, what ties them, and where that is written."""

    first = forms.ChoiceField(label=lazy("First organisation"))
    kind = forms.ChoiceField(label=lazy("What ties them"))
    second = forms.ChoiceField(label=lazy("Second organisation"))
    source = forms.CharField(
        label=lazy("Source"),
        max_length=200,
        help_text=lazy("Such as an extract of the company register, with its day."),
    )
    start = forms.DateField(
        label=lazy("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=lazy("Until (first day without it)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, language: str, mine: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.exclude(pk__in=mine).order_by("name_zh", "name_en", "pk")[:MOST_ORGANISATIONS]
        choices = [(one.pk, organisation_name(one, language)) for one in found]
        choose(self, "first", choices)
        choose(self, "second", choices)
        choose(self, "kind", [(code, words.of(language)) for code, words in RELATIONS.items()])


@staff_only("centers")
def relations(request: PageRequest) -> HttpResponse:
    """What is known, newest first; staff enter a relation here."""
    actor, language, today = request.actor, page_language(), timezone.localdate()
    mine = {*actor.organisations, *actor.powers}
    form = RelationForm(request.POST or None, language=language, mine=mine)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = {one.pk: one for one in Organisation.objects.filter(pk__in=[data["first"], data["second"]])}
        try:
            add_relation(
                actor=actor,
                first=found[int(data["first"])],
                second=found[int(data["second"])],
                kind=data["kind"],
                source=data["source"],
                start=data["start"],
                end=data["end"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Entered. Checks of deals take it into account."))
            return redirect("relations")
    known = Relation.objects.select_related("first", "second", "entered_by").order_by("-pk")
    page = Paginator(known.exclude(Q(first__in=mine) | Q(second__in=mine)), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "today": today.isoformat(),
        "rows": [
            {
                "pk": one.pk,
                "first": organisation_name(one.first, language),
                "second": organisation_name(one.second, language),
                "kind": label(RELATIONS, one.kind, language),
                "source": one.source,
                "start": day(one.start),
                "end": day(one.end),
                "holds": one.end is None or one.end > today,
                "by": one.entered_by.name if one.entered_by else "",
                "when": day(timezone.localdate(one.entered_at)),
            }
            for one in page
        ],
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/relations.html", context)


@require_POST
@staff_only("centers")
def end(request: PageRequest, pk: int) -> HttpResponse:
    """Write down from which day on a relation no longer holds."""
    found = Relation.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="relation")
    try:
        on = parse_date(request.POST.get("end", ""))
    except ValueError:
        on = None
    if on is None:
        raise Invalid("relation.day", field="end")
    end_relation(actor=request.actor, relation=found, end=on)
    messages.success(request, _("Entered."))
    return redirect("relations")
