from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.selectors import operators_who_may
from apps.education.articles.models import Article
from apps.education.assistant.events import AnswerCommented
from apps.education.assistant.kinds import ANSWER_COMMENTED
from apps.education.assistant.models import Question
from apps.events.registry import handles
from apps.notifications.deciding.services import Telling, notify_all
from apps.ui.bilingual import titles_of

CHANGE = "education.change_article"


@handles(AnswerCommented)
def who_looks_after_the_article_hears_of_it(event: AnswerCommented) -> None:
    question = Question.objects.filter(pk=event.question).select_related("article").first()
    if question is None or question.article is None:
        return
    facts = titles_of(question.article)
    url = reverse("admin:education_question_change", args=[question.pk])
    cause = f"answer_comment:{question.pk}"
    keepers = keepers_of(question.article)
    notify_all(kind=ANSWER_COMMENTED, tellings=[Telling(person, cause, facts, url) for person in keepers])


def keepers_of(article: Article) -> list[User]:
    """Who changed it last, while they may still do so; of a shipped one, and of one whose author has left, all who may
    change articles."""
    edit = article.history.exclude(history_user=None).order_by("-history_date").select_related("history_user").first()
    everybody = list(operators_who_may(CHANGE))
    return [person for person in everybody if edit and person == edit.history_user] or everybody
