"""From the help to a person, with everything that was said."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.support.services import open_support_conversation
from apps.education.articles.models import tongue_of
from apps.education.assistant.asking import clean_question
from apps.education.assistant.models import Question
from apps.education.assistant.people import somebody_for
from apps.errors import NotFound

ONE_VISIT = timedelta(hours=6)
SAME_CLICK = timedelta(minutes=2)
MAX_EARLIER = 10
MAX_QUOTED = 300


@transaction.atomic
def hand_over(*, person: User, token: UUID | None = None, text: str = "", now: datetime | None = None) -> Conversation:
    """Takes a question to somebody who knows, else to the support team, and returns the conversation with them.

    `token` names a question that the help was asked, `text` is a new one. What the person asked in the hours before and
    was told goes along. The same question is handed over once, however often it is sent. Raises NotFound for a
    question of somebody else.
    """
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=person.pk)
    question = _asked(person, token) if token else _new_question(person, text, now)
    if question.conversation is not None:
        return question.conversation
    with override(person.language):
        history = [line for earlier in _earlier(question, person, now) for line in _lines(earlier)]
    question.outcome = Question.Outcome.HANDED_OVER
    question.save()
    found = somebody_for(question=question, person=person, history=history, now=now)
    question.conversation = found or open_support_conversation(person=person, opening=question.text, history=history)
    question.save(update_fields=["conversation"])
    return question.conversation


def _asked(person: User, token: UUID) -> Question:
    """One of theirs, or one that they asked before they signed in."""
    question = Question.objects.filter(Q(person=person) | Q(person=None), token=token).first()
    if question is None:
        raise NotFound
    question.person = person
    return question


def _new_question(person: User, text: str, now: datetime) -> Question:
    text = clean_question(text)
    sent_before = Question.objects.of(person).filter(
        text=text, outcome=Question.Outcome.HANDED_OVER, created_at__gt=now - SAME_CLICK
    )
    return sent_before.first() or Question(
        person=person, text=text, language=tongue_of(person.language), outcome=Question.Outcome.HANDED_OVER
    )


def _earlier(question: Question, person: User, now: datetime) -> list[Question]:
    """What they asked in this visit and hasn't been taken to anybody, oldest first, the question itself last."""
    others = Question.objects.of(person).filter(created_at__gt=now - ONE_VISIT, conversation=None)
    found = list(others.exclude(pk=question.pk).select_related("article").order_by("-id")[:MAX_EARLIER])
    return [*reversed(found), question]


def _lines(question: Question) -> list[str]:
    lines = [_("Asked the help: %(question)s") % {"question": question.text}]
    if question.answer and question.article:
        answer = Truncator(" ".join(question.answer.split())).chars(MAX_QUOTED)
        named = {"article": question.article.title, "answer": answer}
        lines.append(_("The help answered from “%(article)s”: %(answer)s") % named)
    elif question.pk:
        lines.append(_("The help didn't know."))
    if question.is_solved is False:
        lines.append(_("They said: that's not what I meant."))
    return lines
