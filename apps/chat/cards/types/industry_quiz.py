"""Three questions about the job's industry, from the console, for both."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.chat.cards.checking import digest_of
from apps.chat.cards.games import Game, Question
from apps.chat.cards.models import QuizQuestion
from apps.chat.cards.registry import register
from apps.chat.conversations.models import Conversation
from apps.errors import Conflict
from apps.ui.bilingual import in_language

QUESTIONS = 3


class NoQuestions(Conflict):
    code = "no_questions"
    message = _("There are no quiz questions at the moment.")


@register
class IndustryQuiz(Game):
    key = "industry_quiz"
    title = _("Industry quiz")
    icon = "lightbulb"

    def prepare(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Questions of the job's industry first, then those that suit every job; others for each conversation."""
        conversation: Conversation = more["conversation"]
        found = sorted(
            QuizQuestion.objects.filter(is_active=True),
            key=lambda one: (not _suits(one, conversation), bool(one.industries), _dice(one.pk, conversation.pk)),
        )
        fitting = [one for one in found if _suits(one, conversation) or not one.industries]
        if len(fitting) < QUESTIONS:
            raise NoQuestions
        return super().prepare(data, **more) | {
            "questions": [one.pk for one in fitting[:QUESTIONS]],
            "dice": _dice(0, conversation.pk) % 1000,
        }

    def questions(self, facts: dict[str, Any]) -> list[Question]:
        found = QuizQuestion.objects.in_bulk(facts.get("questions", []))
        return [_asked(found.get(number), number, facts["dice"]) for number in facts.get("questions", [])]

    def count(self, facts: dict[str, Any]) -> int:
        return len(facts["questions"])

    def seal_round(self, facts: dict[str, Any], played: dict[str, Any]) -> None:
        played["right"] = _order(facts["questions"][facts["round"] - 1], facts["dice"]).index(0)


def _suits(question: QuizQuestion, conversation: Conversation) -> bool:
    industry = (conversation.job.industry if conversation.job else "").lower()
    words = [word.strip().lower() for word in question.industries.split(",") if word.strip()]
    return any(word in industry for word in words)


def _dice(number: int, conversation: int) -> int:
    """The same for the same, and nothing that a client could work out."""
    return digest_of("quiz", {"number": number, "conversation": conversation}) % (2**32)


def _order(number: int, dice: int) -> list[int]:
    """In which order the right answer (0) and the wrong ones stand."""
    return sorted(range(3), key=lambda option: digest_of("order", {"q": number, "option": option, "dice": dice}))


def _asked(question: QuizQuestion | None, number: int, dice: int) -> Question:
    if question is None:
        return Question("–", ("–", "–", "–"))
    options = (
        in_language(question.right_en, question.right_zh),
        in_language(question.wrong1_en, question.wrong1_zh),
        in_language(question.wrong2_en, question.wrong2_zh),
    )
    return Question(str(question), tuple(options[option] for option in _order(number, dice)))
