"""The chores of the help and of what is told of it; see `chores`."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.education.articles.models import Article
from apps.education.assistant.lessons import key_of
from apps.education.interests.due import PUSH
from apps.notifications.models import DueItem
from tests.faults.arranging import Hands, Look, ago, chore


@chore("education.plan_pushes", planned=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    User.objects.exclude(pk=hands.ana.pk).update(date_joined=timezone.now())
    User.objects.filter(pk=hands.ana.pk).update(date_joined=ago(days=3))
    return [], lambda: {"planned": DueItem.objects.filter(kind=PUSH).count()}


@chore("education.read_articles", is_known=True)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """What a new article says is on disk before anybody asks."""
    title = f"What a lighthouse keeper is paid {uuid4()}"
    Article.objects.create(
        slug="lighthouse", title_en=title, summary_en="Enough.", body_en="Enough.", is_published=True
    )

    def look() -> dict[str, Any]:
        stored = [np.load(path) for path in Path(settings.VAR_DIR).glob("help-*.npz")]
        return {"is_known": any(key_of(title) in meanings["keys"] for meanings in stored)}

    return [], look
