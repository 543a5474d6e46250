"""Asking the help."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.articles.models import Tongue
from apps.education.assistant import answering as assistant
from apps.education.assistant.answering import Answer
from apps.education.assistant.errors import CommentedBefore, NothingToCommentOn, QuestionTooLong, QuestionUnusable
from apps.education.assistant.events import AnswerCommented, QuestionAsked
from apps.education.assistant.following import goes_on
from apps.education.assistant.models import Question
from apps.education.assistant.telling import told_by_endpoint
from apps.errors import NotFound
from apps.events.services import publish
from apps.language import UnusableText, clean

MAX_LENGTH = 1000

REMEMBERED = timedelta(minutes=15)
"""So long a question may go on from the one before."""


def ask_question(*, person: User | None, text: str, fallback: Tongue) -> tuple[Question, Answer]:
    """Answers from the articles and remembers what was asked. `fallback` is the language of the answer where the
    question is in neither or in both. Raises QuestionUnusable or QuestionTooLong."""
    text = clean_question(text)
    answer = assistant.ask(text, person=person, fallback=fallback)
    if not answer.is_known and (before := _question_before(text, person)) is not None:
        together = assistant.ask(f"{before.text}\n{text}", person=person, fallback=fallback)
        answer = replace(together, follows=before.text) if together.is_known else answer
    answer = told_by_endpoint(answer, f"{answer.follows}\n{text}".strip(), person=person)
    shown = answer.passage
    with transaction.atomic():
        question = Question.objects.create(
            person=person,
            text=text,
            language=answer.tongue,
            article=shown.article if shown else None,
            part=shown.part if shown else 0,
            answer=answer.words,
            probability=answer.probability,
            outcome=Question.Outcome.ANSWERED if answer.is_known else Question.Outcome.UNSURE,
        )
        publish(
            QuestionAsked(
                question=question.pk,
                person=person.pk if person else 0,
                article=question.article_id or 0,
                outcome=question.outcome,
            )
        )
    return question, answer


def _question_before(text: str, person: User | None) -> Question | None:
    """The one from which this goes on: the same person's last, a moment ago. Visitors have none: theirs can't be told
    apart."""
    if person is None or not goes_on(text):
        return None
    lately = Question.objects.of(person).filter(created_at__gt=timezone.now() - REMEMBERED).exclude(text="")
    return lately.order_by("-id").first()


def say_whether_solved(*, person: User | None, token: UUID, is_solved: bool) -> Question:
    """Raises NotFound for a question of somebody else."""
    question = own_question(person, token)
    question.is_solved = is_solved
    question.save(update_fields=["is_solved"])
    return question


@transaction.atomic
def comment_on_answer(*, person: User | None, token: UUID, text: str) -> Question:
    """What the asker thinks of the answer, once, before they say whether it solved it or after: who looks after the
    article hears of it, and feedback does. The same again changes nothing. Raises NotFound for a question of somebody
    else, NothingToCommentOn, CommentedBefore, and as `ask_question` does for the text."""
    question, text = own_question(person, token), clean_question(text)
    if not question.answer:
        raise NothingToCommentOn
    if not Question.objects.filter(pk=question.pk, comment="").update(comment=text):
        if question.comment != text:
            raise CommentedBefore
        return question
    question.comment = text
    publish(AnswerCommented(question=question.pk, person=person.pk if person else 0))
    return question


def own_question(person: User | None, token: UUID) -> Question:
    """Raises NotFound for one of somebody else."""
    question = Question.objects.of(person).filter(token=token).first()
    if question is None:
        raise NotFound
    return question


def choose_article(*, person: User | None, token: UUID, slug: str, fallback: Tongue) -> tuple[Question, Answer]:
    """The asker says which of two articles they mean: it answers the question. Raises NotFound for a question of
    somebody else, and for an article that isn't there."""
    question = own_question(person, token)
    try:
        answer = assistant.library(person).answer_from(slug, question.text, fallback=fallback)
    except KeyError as error:
        raise NotFound from error
    answer = told_by_endpoint(answer, question.text, person=person)
    if (shown := answer.passage) is not None:
        # Handed over meanwhile, it stays what was handed over.
        open_one = Question.objects.filter(pk=question.pk).exclude(outcome=Question.Outcome.HANDED_OVER)
        open_one.update(article=shown.article, part=shown.part, answer=answer.words, outcome=Question.Outcome.ANSWERED)
        question.refresh_from_db()
    return question, answer


def clean_question(text: str) -> str:
    try:
        return clean(text, max_length=MAX_LENGTH)
    except UnusableText as error:
        if error.code == "too_long":
            raise QuestionTooLong(field="question") from error
        raise QuestionUnusable(field="question") from error
