"""From a question that the help couldn't answer to an article that will."""

from django.db import transaction

from apps.chat.models import Message, Participant
from apps.education.articles.models import Article
from apps.education.assistant.errors import DraftExists
from apps.education.assistant.models import Question

MAX_TITLE = 120


@transaction.atomic
def draft_article(*, question: Question, with_replies: bool) -> Article:
    """An unpublished article that begins with the question, and with what support wrote to it where `with_replies` says
    that whoever drafts may read that. Raises DraftExists."""
    question = Question.objects.select_for_update(of=("self",)).select_related("article").get(pk=question.pk)
    if question.draft_id:
        raise DraftExists
    tongue = question.language
    words = {
        f"title_{tongue}": " ".join(question.text.split())[:MAX_TITLE],
        f"keywords_{tongue}": " ".join(question.text.replace(",", " ").replace("，", " ").split())[:300],
        f"body_{tongue}": "\n\n".join(_replies(question)) if with_replies else "",
    }
    category = question.article.category if question.article else Article.Category.GETTING_STARTED
    article = Article.objects.create(slug=f"question-{question.pk}", category=category, **words)
    question.draft = article
    question.save(update_fields=["draft"])
    return article


def _replies(question: Question) -> list[str]:
    """What the support team wrote after the question, in order."""
    if question.conversation_id is None:
        return []
    team = Participant.objects.filter(conversation=question.conversation_id, role=Participant.Role.SUPPORT)
    written = Message.objects.filter(
        conversation=question.conversation_id,
        sender__in=team.values("user"),
        kind=Message.Kind.TEXT,
        recalled_at=None,
        created_at__gte=question.created_at,
    )
    return list(written.order_by("seq").values_list("body", flat=True)[:20])
