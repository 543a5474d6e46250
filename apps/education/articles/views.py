from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.education.articles import reading
from apps.education.articles.forms import VoteForm
from apps.education.articles.models import Article, Tongue, tongue_of
from apps.education.articles.selectors import article_for, page, vote_of


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    found = article_for(slug, reader)
    context = {
        "page": page(found, person=reader, tongue=tongue_here()),
        "reading_token": reading.opened_token(article=found, person=reader) if reader else "",
    }
    return render(request, "education/article.html", context | vote_context(found, reader))


@login_required
@require_POST
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    reader = person_of(request)
    found = article_for(slug, reader)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return render(request, "education/_vote.html", vote_context(found, reader) | {"form": form}, status=422)
    given = reading.vote(
        article=found,
        person=reader,
        is_helpful=form.cleaned_data["helpful"] == "yes",
        reason=form.cleaned_data["reason"],
        comment=form.cleaned_data["comment"],
    )
    if not getattr(request, "htmx", False):
        return redirect(found)
    has_reason = bool(given.reason or given.comment)
    context = {"asks_why": not given.is_helpful and not has_reason, "form": VoteForm()}
    return render(request, "education/_vote.html", vote_context(found, reader) | context)


@login_required
@require_POST
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """The page says that it was read to the end."""
    person, token = person_of(request), request.POST.get("token", "")
    reading.record_reading(article=article_for(slug, person), person=person, token=token)
    return HttpResponse(status=204)


def reader_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def asker_of(request: HttpRequest) -> str:
    """By whom questions are counted: an id, or a visitor's network address."""
    reader = reader_of(request)
    return str(reader.pk) if reader else request.META.get("REMOTE_ADDR", "")


def tongue_here() -> Tongue:
    return tongue_of(get_language())


def vote_context(found: Article, reader: User | None) -> dict[str, Any]:
    return {"article": found, "vote": vote_of(found, reader), "asks_why": False}
