"""What was asked and not answered, grouped by meaning: the content operator's list of articles that are missing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Q

from apps.education.articles.models import Article
from apps.education.assistant.drafting import draft_article
from apps.education.assistant.models import Question
from apps.errors import NotFound
from apps.language import embed, is_contentless

LOOK_BACK = timedelta(days=30)
MOST = 500
ALIKE = 0.5
"""Cosine from which two questions are taken for the same; different ones stay below .45, across languages too."""

MOST_ASKED_WORDS = 4000


@dataclass
class Group:
    """Questions that mean the same, newest first; the first of them stands for all."""

    questions: list[Question] = field(default_factory=list)

    @property
    def first(self) -> Question:
        return self.questions[0]

    @property
    def size(self) -> int:
        return len(self.questions)

    @property
    def others(self) -> list[Question]:
        return self.questions[1:4]

    @property
    def people(self) -> int:
        """How many asked it; visitors count as one."""
        return len({question.person_id for question in self.questions})


def unanswered_groups(*, now: datetime) -> list[Group]:
    """Of the last 30 days, at most the newest 500, largest group first: what the help didn't know, what didn't solve
    it, and what went to a person; without what an article is being made from."""
    open_ones = Question.objects.filter(created_at__gt=now - LOOK_BACK, draft=None)
    unsolved = Q(is_solved=False) | ~Q(outcome=Question.Outcome.ANSWERED)
    left = open_ones.filter(unsolved).exclude(text="")
    questions = [one for one in left.select_related("article").order_by("-id")[:MOST] if not is_contentless(one.text)]
    if not questions:
        return []
    vectors = embed([question.text for question in questions])
    groups: list[Group] = []
    leaders: list[int] = []
    for place, question in enumerate(questions):
        likeness = vectors[leaders] @ vectors[place] if leaders else np.empty(0)
        best = int(np.argmax(likeness)) if leaders else -1
        if best >= 0 and likeness[best] >= ALIKE:
            groups[best].questions.append(question)
        else:
            leaders.append(place)
            groups.append(Group([question]))
    return sorted(groups, key=lambda group: (-group.people, -group.size, -group.first.pk))


@transaction.atomic
def draft_for_group(*, question: Question, now: datetime, with_replies: bool) -> Article:
    """A draft article from the group that this question stands in; all of them are its own from now on, and it knows
    their words. Raises NotFound where the question isn't open any more, DraftExists where there is one."""
    group = next((one for one in unanswered_groups(now=now) if question in one.questions), None)
    if group is None:
        raise NotFound
    article = draft_article(question=question, with_replies=with_replies)
    Question.objects.filter(pk__in=[one.pk for one in group.questions], draft=None).update(draft=article)
    for tongue in ("en", "zh"):
        asked = dict.fromkeys(" ".join(one.text.split()) for one in group.questions if one.language == tongue)
        setattr(article, f"asked_{tongue}", "\n".join(asked)[:MOST_ASKED_WORDS])
    article.save(update_fields=["asked_en", "asked_zh", "updated_at"])
    return article
