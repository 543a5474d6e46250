"""For members, and for visitors on the form without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.education.articles.views import asker_of, reader_of, tongue_here
from apps.education.assistant.limits import count_asking, count_question
from apps.feedback.instant.services import instant_answer, solved_by_help

LOOKS_A_MINUTE = 60
VISITORS_LOOKS_A_MINUTE = 120
"""For all visitors of one network address together."""


@require_POST
def instant(request: HttpRequest) -> HttpResponse:
    """The answer of the help, while the text is being written."""
    person = reader_of(request)
    count_asking(asker=f"instant:{asker_of(request)}", most=LOOKS_A_MINUTE if person else VISITORS_LOOKS_A_MINUTE)
    passage = instant_answer(request.POST.get("body", ""), person=person, fallback=tongue_here())
    return render(request, "feedback/_instant.html", {"passage": passage})


@require_POST
def solved(request: HttpRequest) -> HttpResponse:
    person = reader_of(request)
    count_question(asker=asker_of(request), is_visitor=person is None)
    solved_by_help(person=person, text=request.POST.get("body", ""), fallback=tongue_here())
    page = getattr(request, "htmx", None) and request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    is_in_sheet = not (page or "").startswith(reverse("feedback:visitor"))
    return render(request, "feedback/_instant_solved.html", {"is_in_sheet": is_in_sheet})
