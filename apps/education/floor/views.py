from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.education.floor.hosting import report_question
from apps.education.floor.models import MAX_QUESTION, MAX_REPLY
from apps.education.floor.selectors import question_for, room_of
from apps.education.floor.serializers import RoomSerializer
from apps.education.posts.forms import ReportForm
from apps.education.salons.errors import RegisterFirst
from apps.education.salons.selectors import entered, salon_for
from apps.errors import DomainError


@login_required
@require_safe
def room(request: HttpRequest, salon_id: int) -> HttpResponse:
    """The live room; after the end what was asked and answered."""
    person = person_of(request)
    try:
        salon = entered(person, salon_id)
    except RegisterFirst as error:
        messages.warning(request, str(error))
        return redirect(salon_for(person, salon_id))
    found = room_of(salon, person, now=timezone.now())
    context = {
        "salon": salon,
        "room": found,
        "state": RoomSerializer(found).data,
        "max_question": MAX_QUESTION,
        "max_reply": MAX_REPLY,
    }
    return render(request, "education/salons/room.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, question_id: int) -> HttpResponse:
    person = person_of(request)
    question = question_for(person, question_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_question(question=question, reporter=person, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Reported. A person looks at it, and you hear what became of it."))
            return redirect("education:salon_room", salon_id=question.salon_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "education/salons/report.html", {"form": form, "question": question}, status=status)
