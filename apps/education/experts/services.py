"""What experts say of themselves, and the topics as they are shipped."""

import json
from collections.abc import Collection
from datetime import time
from pathlib import Path

from django.db import transaction

from apps.accounts.models import User
from apps.education.articles.models import Article
from apps.education.assistant.drafting import draft_article
from apps.education.experts.models import Expert, ExpertTopic
from apps.education.experts.selectors import answered_by
from apps.errors import NotAllowed

CONTENT = Path(__file__).parents[1] / "content" / "expert_topics.json"


@transaction.atomic
def change_hours(
    *,
    expert: Expert,
    topics: Collection[ExpertTopic],
    about: str,
    weekdays: str,
    opens: time,
    closes: time,
    most_at_once: int,
    is_taking: bool,
) -> Expert:
    """What waits for them already still does."""
    expert = Expert.objects.select_for_update(of=("self",)).select_related("person").get(pk=expert.pk)
    expert.about, expert.weekdays = about, weekdays
    expert.opens, expert.closes = opens, closes
    expert.most_at_once, expert.is_taking = most_at_once, is_taking
    expert.save(update_fields=["about", "weekdays", "opens", "closes", "most_at_once", "is_taking"])
    expert.topics.set(topics)
    return expert


def draft_from_answer(*, expert: Expert, consultation_id: int, by: User) -> Article:
    """An unpublished article from what they were asked and answered. Raises NotAllowed without the right to add
    articles, DraftExists where there is one."""
    consultation = answered_by(expert, consultation_id)
    if not by.has_perm("education.add_article"):
        raise NotAllowed
    return draft_article(question=consultation.question, with_replies=True)


@transaction.atomic
def load_expert_topics() -> int:
    """Brings the shipped topics in; what operators changed or deleted stays as they left it."""
    gone = set(ExpertTopic.history.filter(history_type="-").values_list("slug", flat=True))
    written = 0
    for place, fields in enumerate(json.loads(CONTENT.read_text("utf-8")), start=1):
        if fields["slug"] not in gone:
            defaults = fields | {"position": place * 10}
            written += ExpertTopic.objects.get_or_create(slug=fields["slug"], defaults=defaults)[1]
    return written
