"""What was asked and answered becomes a draft article, without the names of who asked."""

from django.db import transaction

from apps.education.articles.models import Article, Tongue
from apps.education.floor.selectors import answered
from apps.education.salons.locking import locked
from apps.education.salons.models import Salon
from apps.language import detect

MOST_KEPT = 50
MOST_CHARACTERS = 19_000


@transaction.atomic
def draft_recording(salon: Salon) -> Article | None:
    """An unpublished article, once; None where nothing was answered in writing. Each question stands in the language in
    which it was asked."""
    salon = locked(salon)
    if salon.article_id is not None:
        return salon.article
    parts: dict[Tongue, list[str]] = {"en": [], "zh": []}
    for question in list(answered(salon)[:MOST_KEPT]):
        tongue: Tongue = "zh" if detect(question.body) == "zh" else "en"
        text = f"### {' '.join(question.body.split())}\n\n{question.reply}"
        if sum(map(len, parts[tongue])) + len(text) < MOST_CHARACTERS:
            parts[tongue].append(text)
    if not any(parts.values()):
        return None
    salon.article = Article.objects.create(
        slug=f"event-{salon.pk}",
        category=Article.Category.GETTING_STARTED,
        title_en=salon.title_en,
        title_zh=salon.title_zh,
        body_en="\n\n".join(parts["en"]),
        body_zh="\n\n".join(parts["zh"]),
    )
    Salon.objects.filter(pk=salon.pk).update(article=salon.article)
    return salon.article
