from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.education.articles.views import reader_of
from apps.education.assistant.asking import own_question
from apps.education.beside.selectors import fitting


@require_safe
def beside(request: HttpRequest, token: UUID) -> HttpResponse:
    """A fragment for the page that shows the answer, which doesn't wait for it."""
    reader = reader_of(request)
    found = fitting(own_question(reader, token), reader, now=timezone.now())
    return render(request, "education/_beside.html", {"fitting": found})
