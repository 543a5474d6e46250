from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.education.articles.views import tongue_here
from apps.education.assistant.limits import count_asking, count_question
from apps.feedback.instant.services import instant_answer, solved_by_help

LOOKS_A_MINUTE = 60


@login_required
@require_POST
def instant(request: HttpRequest) -> HttpResponse:
    """The answer of the help, while the text is being written."""
    person = person_of(request)
    count_asking(asker=f"instant:{person.pk}", most=LOOKS_A_MINUTE)
    passage = instant_answer(request.POST.get("body", ""), person=person, fallback=tongue_here())
    return render(request, "feedback/_instant.html", {"passage": passage})


@login_required
@require_POST
def solved(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    count_question(asker=str(person.pk), is_visitor=False)
    solved_by_help(person=person, text=request.POST.get("body", ""), fallback=tongue_here())
    return render(request, "feedback/_instant_solved.html")
