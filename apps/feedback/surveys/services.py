"""Starting a survey, asking, answering, skipping."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import Role, SegmentMember, User
from apps.errors import InvalidInput, NotFound
from apps.feedback.surveys.errors import SurveyCantStart, SurveyOver
from apps.feedback.surveys.kinds import SURVEY_ASKED
from apps.feedback.surveys.links import path_to
from apps.feedback.surveys.models import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion
from apps.feedback.surveys.talks import book_talk
from apps.feedback.tickets.models import Channel
from apps.feedback.tickets.services import open_ticket
from apps.feedback.tickets.text_checks import checked_optional_text
from apps.notifications.deciding.services import Telling, notify_all
from apps.ui.bilingual import titles_of

MOST_AT_ONCE = 200
Value = int | str

STANDARD: dict[str, list[dict[str, object]]] = {
    Survey.Kind.NPS: [
        {
            "kind": "scale",
            "text_en": "How likely are you to recommend us to a friend or colleague?",
            "text_zh": "你有多大可能把我们推荐给朋友或同事？",
        },
        {
            "kind": "text",
            "text_en": "What is the main reason for your answer?",
            "text_zh": "你这样打分的主要原因是什么？",
            "is_required": False,
        },
        {
            "kind": "text",
            "text_en": "What would we have to change?",
            "text_zh": "我们需要改变什么？",
            "is_required": False,
            "after": 1,
            "after_answers": "0-6",
        },
    ],
    Survey.Kind.CES: [
        {
            "kind": "scale",
            "text_en": "How easy was it to do what you came for? 1 is very hard, 7 very easy.",
            "text_zh": "完成你想做的事有多容易？1 为非常难，7 为非常容易。",
            "lowest": 1,
            "highest": 7,
        },
        {
            "kind": "text",
            "text_en": "What made it hard?",
            "text_zh": "难在哪里？",
            "is_required": False,
            "after": 1,
            "after_answers": "1-4",
        },
    ],
}


def add_standard_questions(survey: Survey) -> None:
    """To one that has none: what NPS and CES ask everywhere."""
    if not survey.questions.exists():
        for place, fields in enumerate(STANDARD.get(survey.kind, []), start=1):
            SurveyQuestion.objects.create(survey=survey, place=place, **fields)


@transaction.atomic
def start_survey(*, survey_id: int, now: datetime | None = None) -> Survey:
    """From now on its questions stand, and people are asked within the hour. A second time changes nothing. Raises
    SurveyCantStart."""
    now = now or timezone.now()
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    if survey.started_at is None:
        today = timezone.localdate(now, timezone.get_default_timezone())
        if survey.closes_on < today or not survey.questions.exists():
            raise SurveyCantStart
        survey.started_at = now
        survey.save()
    return survey


@transaction.atomic
def ask_people(*, now: datetime) -> int:
    """Asks whoever the running surveys are for, the newest survey first, some hundred at a time. Nobody is asked twice
    within SURVEY_CYCLE_DAYS, whatever the survey. Returns how many were asked."""
    # All are held: two that ask at once would otherwise put two surveys to one person.
    surveys = list(Survey.objects.running(now=now).select_for_update(of=("self",)).order_by("-pk"))
    asked = 0
    for survey in surveys:
        people = list(people_to_ask(survey, now=now)[: MOST_AT_ONCE - asked])
        invitations = [SurveyInvitation(survey=survey, person=person, invited_at=now) for person in people]
        cause, facts = f"survey:{survey.pk}", titles_of(survey)
        tellings = [
            Telling(invitation.person, cause, facts, path_to(invitation))
            for invitation in SurveyInvitation.objects.bulk_create(invitations)
        ]
        notify_all(kind=SURVEY_ASKED, tellings=tellings, now=now)
        asked += len(people)
    return asked


def people_to_ask(survey: Survey, *, now: datetime) -> QuerySet[User]:
    lately = Q(invited_at__gt=now - timedelta(days=settings.SURVEY_CYCLE_DAYS))
    asked = SurveyInvitation.objects.filter(lately | Q(survey=survey))
    people = User.objects.filter(is_active=True, is_staff=False).exclude(role=Role.OPERATOR)
    if survey.segment_id:
        people = people.filter(pk__in=SegmentMember.objects.filter(segment=survey.segment_id).values("person"))
    return people.exclude(pk__in=asked.values("person")).order_by("pk")


@transaction.atomic
def answer_survey(*, invitation_id: int, values: Mapping[int, Value], now: datetime | None = None) -> SurveyInvitation:
    """`values` are answers by the numbers of their questions; those to questions that the others leave out are dropped.
    The same again changes nothing. Raises NotFound, SurveyOver, InvalidInput."""
    now = now or timezone.now()
    invitation = lock_invitation(invitation_id, now=now)
    questions = list(invitation.survey.questions.all())
    answers: dict[int, Value] = {}
    for question in questions:
        if question.after is not None and answers.get(question.after) not in question.wanted:
            continue
        value, is_talk = values.get(question.place), question.kind == SurveyQuestion.Kind.TALK
        if is_talk and not value and not question.options:
            # All times are taken: nobody can be asked to choose one.
            continue
        if (value := _checked(question, value)) is None:
            continue
        if is_talk:
            book_talk(invitation=invitation, slot_id=int(value), field=f"q{question.place}", now=now)
        answers[question.place] = value
    by_place = {question.place: question for question in questions}
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            invitation=invitation,
            question=by_place[place],
            number=value if isinstance(value, int) else None,
            text=value if isinstance(value, str) else "",
        )
        for place, value in answers.items()
    )
    invitation.answered_at = now
    invitation.save(update_fields=["answered_at"])
    words = [value for value in answers.values() if isinstance(value, str)]
    if words and invitation.survey.makes_tickets:
        open_ticket(
            reporter=invitation.person,
            body="\n\n".join(words),
            client_id=uuid5(NAMESPACE_URL, f"survey:{invitation.pk}"),
            channel=Channel.SURVEY,
            interface_language=invitation.person.language,
            now=now,
        )
    return invitation


@transaction.atomic
def skip_survey(*, invitation_id: int, reason: str, now: datetime | None = None) -> SurveyInvitation:
    """Raises NotFound, SurveyOver, InvalidInput."""
    now = now or timezone.now()
    if reason not in SurveyInvitation.Reason.values:
        raise InvalidInput(_("Choose one of the reasons."), field="reason")
    invitation = lock_invitation(invitation_id, now=now)
    invitation.skipped_at, invitation.skip_reason = now, reason
    invitation.save(update_fields=["skipped_at", "skip_reason"])
    return invitation


def lock_invitation(invitation_id: int, *, now: datetime) -> SurveyInvitation:
    invitations = SurveyInvitation.objects.select_for_update(of=("self",)).select_related("survey", "person")
    invitation = invitations.filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound
    if not is_open(invitation, now=now):
        raise SurveyOver
    return invitation


def is_open(invitation: SurveyInvitation, *, now: datetime) -> bool:
    is_running = Survey.objects.running(now=now).filter(pk=invitation.survey_id).exists()
    return is_running and invitation.person.is_active and not (invitation.answered_at or invitation.skipped_at)


def _checked(question: SurveyQuestion, value: Value | None) -> Value | None:
    """None where nothing was answered and needn't be. Whether a time is free is said when it is booked."""
    field = f"q{question.place}"
    if question.kind == SurveyQuestion.Kind.TEXT:
        text = checked_optional_text(str(value or ""), field=field)
        if not text and question.is_required:
            raise InvalidInput(_("Please write a few words first."), field=field)
        return text or None
    if value is None or value == "":
        if question.is_required:
            raise InvalidInput(_("Choose one."), field=field)
        return None
    is_talk = question.kind == SurveyQuestion.Kind.TALK
    if isinstance(value, str) or not (is_talk or value in dict(question.options)):
        raise InvalidInput(_("Choose one."), field=field)
    return value
