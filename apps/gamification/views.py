"""The pages of recognition. They call services and selectors; nothing is decided here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import person_of
from apps.accounts.models import User
from apps.gamification import selectors, services
from apps.gamification.forms import PreferencesForm
from apps.gamification.rule_words import words_of

PAGE = 20


@require_safe
@login_required
def points(request: HttpRequest) -> HttpResponse:
    """Progress and ledger; nothing of it for who hides all of it."""
    person = person_of(request)
    member = selectors.member_of(person)
    if member.hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Points")})
    show = request.GET.get("show", "all")
    show = show if show in selectors.SHOWS else "all"
    decisions = selectors.narrowed(selectors.ledger(person), show)
    page = Paginator(decisions, PAGE).get_page(request.GET.get("page"))
    context = {
        "progress": selectors.progress(person),
        "page": page,
        "lines": selectors.lines(person, page.object_list),
        "show": show,
    }
    return render(request, "gamification/points.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The live rules in words; for visitors too."""
    person = request.user if isinstance(request.user, User) else None
    mine, others = selectors.rules_for(person)
    context = {
        "rules": [words_of(version) for version in mine],
        "others": [words_of(version) for version in others],
        "levels": selectors.levels(),
    }
    return render(request, "gamification/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            services.set_visibility(person=person, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("gamification:preferences")
    else:
        member = selectors.member_of(person)
        form = PreferencesForm(initial={"hides_all": member.hides_all, "hides_popups": member.hides_popups})
    return render(request, "gamification/preferences.html", {"form": form})


@require_safe
@login_required
def missions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if selectors.member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Missions")})
    return render(request, "gamification/missions.html", {"missions": selectors.missions_of(person)})
