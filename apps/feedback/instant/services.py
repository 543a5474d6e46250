"""What the help says to feedback that is a common question, before it is sent."""

from apps.accounts.models import User
from apps.education.articles.models import Tongue
from apps.education.assistant import answering
from apps.education.assistant.answering import Passage
from apps.education.assistant.asking import MAX_LENGTH, ask_question, say_whether_solved
from apps.education.assistant.models import Question

FEWEST_CHARACTERS = 6


def instant_answer(text: str, *, person: User | None, fallback: Tongue) -> Passage | None:
    """What answers it, where the help knows; it writes nothing."""
    text = text.replace("\x00", "").strip()[:MAX_LENGTH]
    if len(text) < FEWEST_CHARACTERS:
        return None
    answer = answering.ask(text, person=person, fallback=fallback)
    return answer.passage if answer.is_known else None


def solved_by_help(*, person: User | None, text: str, fallback: Tongue) -> Question:
    """They need nobody any more: kept as a question that the help solved. Not in one transaction: asking may wait for a
    language model elsewhere. Raises QuestionUnusable."""
    question, _answer = ask_question(person=person, text=text.strip()[:MAX_LENGTH], fallback=fallback)
    return say_whether_solved(person=person, token=question.token, is_solved=True)
