from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.errors import DomainError, NotFound
from apps.feedback.surveys.errors import SurveyOver
from apps.feedback.surveys.forms import AnswerForm
from apps.feedback.surveys.links import invitation_from
from apps.feedback.surveys.models import SurveyInvitation
from apps.feedback.surveys.services import answer_survey, is_open, skip_survey


@require_http_methods(["GET", "POST"])
@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """By the signed link of the one who was asked, without signing in, in their language."""
    invitation = _invitation(token)
    with translation.override(invitation.person.language):
        if not is_open(invitation, now=timezone.now()):
            return _done(request, invitation)
        form = AnswerForm(list(invitation.survey.questions.all()), request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                answer_survey(invitation_id=invitation.pk, values=form.values)
            except SurveyOver:
                return _done(request, _invitation(token))
            except DomainError as error:
                form.add_error(error.field or None, str(error))
            else:
                return _done(request, _invitation(token))
        context = {"invitation": invitation, "form": form, "token": token, "reasons": SurveyInvitation.Reason.choices}
        status = 422 if request.method == "POST" else 200
        return render(request, "feedback/surveys/survey.html", context, status=status)


@require_POST
def skip(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _invitation(token)
    with translation.override(invitation.person.language):
        if is_open(invitation, now=timezone.now()):
            skip_survey(invitation_id=invitation.pk, reason=request.POST.get("reason", ""))
        return _done(request, _invitation(token))


def _done(request: HttpRequest, invitation: SurveyInvitation) -> HttpResponse:
    return render(request, "feedback/surveys/done.html", {"invitation": invitation})


def _invitation(token: str) -> SurveyInvitation:
    found = SurveyInvitation.objects.select_related("survey", "person").filter(pk=invitation_from(token)).first()
    if found is None:
        raise NotFound
    return found
