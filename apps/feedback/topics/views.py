from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.feedback.topics import selectors
from apps.feedback.topics.services import support_topic


@login_required
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What is known already, while the text is being written."""
    found = selectors.similar(person_of(request), request.POST.get("body", ""))
    return render(request, "feedback/_similar.html", {"similar": found})


@login_required
@require_POST
def me_too(request: HttpRequest, topic_id: int) -> HttpResponse:
    topic = support_topic(person=person_of(request), topic_id=topic_id)
    return render(request, "feedback/_supported.html", {"topic": topic, "supporters": topic.supports.count()})
