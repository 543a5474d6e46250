from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.education.experts import asking
from apps.education.experts.forms import HoursForm, initial_of
from apps.education.experts.models import Consultation
from apps.education.experts.selectors import (
    asked_before,
    asked_by,
    cards,
    consultation_in,
    expert_of,
    is_expert,
    listed,
    statistics_of,
    to_take,
    waiting_for,
)
from apps.education.experts.services import change_hours, draft_from_answer
from apps.education.experts.wording import hours_words, standing_words
from apps.errors import DomainError, NotFound

PAGE = 20


@login_required
@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Who answers, on what, and when."""
    person, now = person_of(request), timezone.now()
    page = Paginator(listed(person), PAGE).get_page(request.GET.get("page"))
    shown = [{"card": card, "hours": hours_words(card.expert)} for card in cards(page.object_list, now)]
    context = {"page": page, "shown": shown, "is_expert": is_expert(person)}
    return render(request, "education/experts/experts.html", context)


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """An expert's own page: what waits for them, what they may take, and what became of it."""
    person, now = person_of(request), timezone.now()
    expert = expert_of(person)
    page = Paginator(asked_before(expert), PAGE).get_page(request.GET.get("page"))
    context = {
        "expert": expert,
        "hours": hours_words(expert),
        "waiting": list(waiting_for(expert)),
        "to_take": to_take(expert),
        "page": page,
        "statistics": statistics_of(expert, now),
        "may_draft": person.has_perm("education.add_article"),
    }
    return render(request, "education/experts/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    expert = expert_of(person_of(request))
    form = HoursForm(request.POST or None, initial=initial_of(expert))
    if request.method == "POST" and form.is_valid():
        change_hours(expert=expert, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("education:expert_desk")
    status = 422 if request.method == "POST" else 200
    return render(request, "education/experts/hours.html", {"form": form}, status=status)


@login_required
@require_POST
def act(request: HttpRequest, consultation_id: int, action: str) -> HttpResponse:
    """An expert takes a question, passes it on, or makes a draft article of their answer."""
    person = person_of(request)
    expert = expert_of(person)
    try:
        if action == "take":
            taken = asking.take(expert=expert, consultation_id=consultation_id)
            return redirect("chat:conversation", taken.conversation_id)
        if action == "pass":
            asking.pass_on(expert=expert, consultation_id=consultation_id)
            messages.success(request, _("Passed on. Somebody else has it now."))
        elif action == "draft":
            draft_from_answer(expert=expert, consultation_id=consultation_id, by=person)
            messages.success(request, _("A draft article is made of it. The content team publishes it."))
        else:
            raise NotFound
    except NotFound:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("education:expert_desk")


@login_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """One's own questions to people, and where each of them is."""
    page = Paginator(asked_by(person_of(request)), PAGE).get_page(request.GET.get("page"))
    return render(request, "education/experts/asked.html", {"page": page, "lines": _lines(page.object_list)})


@login_required
@require_safe
def panel(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Beside the conversation: where the question is, and whether the answer helped. Nothing for anybody else."""
    try:
        consultation = consultation_in(conversation_id, person_of(request))
    except NotFound:
        return HttpResponse(status=204)
    (line,) = _lines([consultation])
    return render(request, "education/experts/_asked.html", {"line": line, "is_panel": True})


@login_required
@require_POST
def verdict(request: HttpRequest, token: UUID) -> HttpResponse:
    person, said = person_of(request), request.POST.get("helped", "")
    try:
        if said == "support":
            found = asked_by(person).filter(token=token).first()
            if found is None:
                raise NotFound
            asking.call_support(consultation_id=found.pk)
        else:
            asking.say_whether_helped(person=person, token=token, helped=said == "yes")
    except NotFound:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    if getattr(request, "htmx", False):
        (line,) = _lines(asked_by(person).filter(token=token))
        return render(request, "education/experts/_asked.html", {"line": line, "is_panel": True})
    return redirect("education:asked")


def _lines(consultations: Iterable[Consultation]) -> list[dict[str, object]]:
    now = timezone.now()

    return [{"consultation": one, "standing": standing_words(one, now)} for one in consultations]
