from contextlib import suppress

from apps.education.assistant.events import AnswerCommented
from apps.education.assistant.models import Question
from apps.events.registry import handles
from apps.feedback.tickets.errors import TooManyTickets
from apps.feedback.tickets.services import open_ticket


@handles(AnswerCommented)
def a_comment_on_an_answer_is_feedback(event: AnswerCommented) -> None:
    """A visitor's has nobody to answer to; who has written too much of late is heard by the article's keeper alone."""
    question = (
        Question.objects.filter(pk=event.question, person=event.person).select_related("person", "article").first()
    )
    if question is None or question.person is None or not question.comment:
        return
    with suppress(TooManyTickets):
        open_ticket(
            reporter=question.person,
            body=f"{question.comment}\n\n“{question.text}”",
            client_id=question.token,
            page=question.article.get_absolute_url() if question.article else "/help/",
            offered=question.article.slug if question.article else "",
            interface_language=question.person.language,
        )
