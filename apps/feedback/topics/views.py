from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics import selectors
from apps.feedback.topics.models import Topic, TopicStatus, TopicSupport
from apps.feedback.topics.services import say_whether_fixed, shown_topic, support_topic, withdraw_support
from apps.feedback.topics.voices import family_of, spoke_up_before, votes

PAGE_SIZE = 20
MOST_OWN = 20


@require_GET
def roadmap(request: HttpRequest) -> HttpResponse:
    """What we know of and what becomes of it, for everybody; the newest news first."""
    show = request.GET.get("show", "")
    topics = Topic.objects.shown().order_by("-updated_at", "-pk")
    if show in TopicStatus.values:
        topics = topics.filter(status=show)
    page = Paginator(topics, PAGE_SIZE).get_page(request.GET.get("page"))
    counted = votes(page.object_list)
    rows = [(topic, counted[topic.pk]) for topic in page]
    context = {"page": page, "rows": rows, "show": show, "statuses": TopicStatus.choices}
    return render(request, "feedback/roadmap.html", context)


@require_GET
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """One topic; what was merged leads to the whole."""
    found = shown_topic(topic_id)
    if found.pk != topic_id:
        return redirect(found)
    return render(request, "feedback/topic.html", topic_context(found, request))


@login_required
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What is known already, while the text is being written."""
    found = selectors.similar(person_of(request), request.POST.get("body", ""))
    return render(request, "feedback/_similar.html", {"similar": found})


@login_required
@require_POST
def me_too(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _voiced(request, support_topic(person=person_of(request), topic_id=topic_id))


@login_required
@require_POST
def not_me(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _voiced(request, withdraw_support(person=person_of(request), topic_id=topic_id))


@login_required
@require_POST
def fixed(request: HttpRequest, topic_id: int) -> HttpResponse:
    is_fixed = request.POST.get("fixed") == "yes"
    return redirect(say_whether_fixed(person=person_of(request), topic_id=topic_id, is_fixed=is_fixed))


def _voiced(request: HttpRequest, found: Topic) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "feedback/_voice.html", topic_context(found, request))
    return redirect(found)


def topic_context(found: Topic, request: HttpRequest) -> dict[str, object]:
    """The topic with its voices, and what the reader has to do with it."""
    parts = found.merged.filter(is_published=True).order_by("pk")
    context: dict[str, object] = {"topic": found, "voices": votes([found])[found.pk], "parts": parts}
    if isinstance(request.user, User):
        family = family_of(found)
        own = Ticket.objects.for_user(request.user).filter(topic__in=family).order_by("-pk")[:MOST_OWN]
        says_so = TopicSupport.objects.filter(topic__in=family, person=request.user).exists()
        verdict = None
        if found.shipped_at:
            verdict = found.verdicts.filter(person=request.user, said_at__gte=found.shipped_at).first()
        may_confirm = (
            found.status == TopicStatus.SHIPPED
            and found.shipped_at is not None
            and spoke_up_before(request.user, found, found.shipped_at)
        )
        context |= {"own": own, "says_so": says_so, "verdict": verdict, "may_confirm": may_confirm}
    return context
