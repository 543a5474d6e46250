"""Everything that a person said to us and we to them, over all channels, the newest first: so that nobody has to say
anything twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.models import Report
from apps.education.models import Question
from apps.feedback.correspondents.models import Reporter
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.surveys.models import SurveyAnswer, SurveyQuestion
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.wording import headline
from apps.feedback.topics.models import TopicSupport

SHOWN = 30
CHARACTERS = 160
SAID = (EntryKind.REPLY, EntryKind.COMMENT, EntryKind.FIXED, EntryKind.NOT_FIXED)


@dataclass(frozen=True)
class Moment:
    at: datetime
    icon: str
    title: str
    text: str
    url: str


Source = Callable[[User], Iterator[Moment]]


def timeline_of(person: Reporter, operator: User) -> list[Moment]:
    """The newest thirty, from what this operator may read."""
    if isinstance(person, User):
        parts = [(permission, source(person)) for permission, source in _SOURCES]
    else:
        parts = [(permission, source(person)) for permission, source in _OF_CORRESPONDENTS]
    found = [moment for permission, moments in parts if operator.has_perm(permission) for moment in moments]
    return sorted(found, key=lambda moment: moment.at, reverse=True)[:SHOWN]


def _tickets(person: Reporter) -> Iterator[Moment]:
    for ticket in Ticket.objects.of(person).order_by("-pk")[:SHOWN]:
        title = _("Told us, #%(number)s: %(status)s") % {
            "number": ticket.pk,
            "status": ticket.get_status_display(),
        }
        yield Moment(ticket.created_at, "inbox", title, headline(ticket), _ticket_url(ticket.pk))


def _words(person: Reporter) -> Iterator[Moment]:
    entries = TicketEntry.objects.filter(ticket__in=Ticket.objects.of(person), kind__in=SAID).select_related("author")
    for entry in entries.order_by("-pk")[:SHOWN]:
        name = entry.author.name if entry.author else str(person)
        title = _("%(name)s on #%(number)s: %(what)s") % {
            "name": name,
            "number": entry.ticket_id,
            "what": entry.get_kind_display(),
        }
        icon = "reply" if entry.kind == EntryKind.REPLY else "chat"
        yield Moment(entry.created_at, icon, title, entry.body[:CHARACTERS], _ticket_url(entry.ticket_id))


def _ratings(person: User) -> Iterator[Moment]:
    for rating in ConversationRating.objects.filter(rater=person).order_by("-pk")[:SHOWN]:
        title = _("Rated a conversation with %(stars)s of 5 stars") % {"stars": rating.stars}
        url = reverse("admin:feedback_conversationrating_change", args=[rating.pk])
        yield Moment(rating.created_at, "star", title, rating.comment[:CHARACTERS], url)


def _scores(person: User) -> Iterator[Moment]:
    """What they answered on the scales of surveys; their words there are tickets."""
    answers = SurveyAnswer.objects.filter(
        invitation__person=person,
        invitation__answered_at__isnull=False,
        question__kind=SurveyQuestion.Kind.SCALE,
        number__isnull=False,
    )
    for answer in answers.select_related("invitation", "question__survey").order_by("-pk")[:SHOWN]:
        question, at = answer.question, answer.invitation.answered_at
        assert at is not None
        title = _("Answered “%(survey)s” with %(number)s of %(highest)s") % {
            "survey": question.survey,
            "number": answer.number,
            "highest": question.highest,
        }
        url = reverse("admin:feedback_survey_change", args=[question.survey_id])
        yield Moment(at, "poll", title, str(question), url)


def _questions(person: User) -> Iterator[Moment]:
    for question in Question.objects.of(person).order_by("-pk")[:SHOWN]:
        title = _("Asked the help: %(outcome)s") % {"outcome": question.get_outcome_display()}
        url = reverse("admin:education_question_change", args=[question.pk])
        yield Moment(question.created_at, "help", title, question.text[:CHARACTERS], url)


def _reports(person: User) -> Iterator[Moment]:
    for report in Report.objects.filter(reporter=person).order_by("-pk")[:SHOWN]:
        title = _("Reported somebody: %(state)s") % {"state": report.get_state_display()}
        url = reverse("admin:chat_report_change", args=[report.pk])
        yield Moment(report.created_at, "flag", title, str(report), url)


def _voices(person: User) -> Iterator[Moment]:
    for voice in TopicSupport.objects.filter(person=person).select_related("topic").order_by("-pk")[:SHOWN]:
        url = reverse("admin:feedback_topic_change", args=[voice.topic_id])
        yield Moment(voice.created_at, "campaign", _("Said “me too”"), voice.topic.title, url)


_OF_CORRESPONDENTS: tuple[tuple[str, Callable[[Reporter], Iterator[Moment]]], ...] = (
    ("feedback.view_ticket", _tickets),
    ("feedback.view_ticket", _words),
)
_SOURCES: tuple[tuple[str, Source], ...] = (
    ("feedback.view_ticket", _tickets),
    ("feedback.view_ticket", _words),
    ("feedback.view_conversationrating", _ratings),
    ("feedback.view_survey", _scores),
    ("education.view_question", _questions),
    ("chat.view_report", _reports),
    ("feedback.view_topic", _voices),
)


def _ticket_url(number: int) -> str:
    return reverse("admin:feedback_desk_change", args=[number])
