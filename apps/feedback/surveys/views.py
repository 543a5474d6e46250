from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.errors import DomainError, NotFound
from apps.feedback.surveys.calendars import calendar_of
from apps.feedback.surveys.errors import SurveyOver
from apps.feedback.surveys.forms import AnswerForm
from apps.feedback.surveys.links import invitation_from
from apps.feedback.surveys.models import SurveyInvitation, TalkBooking
from apps.feedback.surveys.services import answer_survey, is_open, skip_survey
from apps.feedback.surveys.talks import call_off_talk


@require_http_methods(["GET", "POST"])
@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """By the signed link of the one who was asked, without signing in, in their language."""
    invitation = _invitation(token)
    with translation.override(invitation.person.language), timezone.override(invitation.person.time_zone):
        if not is_open(invitation, now=timezone.now()):
            return _done(request, invitation, token, came_late=request.method == "POST")
        form = AnswerForm(list(invitation.survey.questions.all()), request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                answer_survey(invitation_id=invitation.pk, values=form.values)
            except SurveyOver:
                return _done(request, _invitation(token), token, came_late=True)
            except DomainError as error:
                form.add_error(error.field or None, str(error))
            else:
                return _done(request, _invitation(token), token)
        context = {"invitation": invitation, "form": form, "token": token, "reasons": SurveyInvitation.Reason.choices}
        status = 422 if request.method == "POST" else 200
        return render(request, "feedback/surveys/survey.html", context, status=status)


@require_POST
def skip(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _invitation(token)
    with translation.override(invitation.person.language):
        if is_open(invitation, now=timezone.now()):
            skip_survey(invitation_id=invitation.pk, reason=request.POST.get("reason", ""))
        return _done(request, _invitation(token), token)


@require_GET
@never_cache
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The talk as a file for a calendar."""
    invitation = _invitation(token)
    if (talk := _talk_of(invitation)) is None:
        raise NotFound
    return calendar_of(talk, invitation.person).as_response()


@require_POST
def call_off(request: HttpRequest, token: str) -> HttpResponse:
    if talk := _talk_of(_invitation(token)):
        call_off_talk(booking_id=talk.pk)
    return redirect("feedback:survey", token)


def _done(request: HttpRequest, invitation: SurveyInvitation, token: str, *, came_late: bool = False) -> HttpResponse:
    """What became of it; `came_late` where what was sent now isn't kept."""
    context = {
        "invitation": invitation,
        "talk": _talk_of(invitation),
        "token": token,
        "now": timezone.now(),
        "came_late": came_late,
    }
    return render(request, "feedback/surveys/done.html", context)


def _talk_of(invitation: SurveyInvitation) -> TalkBooking | None:
    return TalkBooking.objects.filter(invitation=invitation).select_related("slot", "invitation__survey").first()


def _invitation(token: str) -> SurveyInvitation:
    found = SurveyInvitation.objects.select_related("survey", "person").filter(pk=invitation_from(token)).first()
    if found is None:
        raise NotFound
    return found
