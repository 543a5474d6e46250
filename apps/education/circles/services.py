"""Joining and leaving, and the groups as they are shipped."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.circles.models import Circle, CircleMember

CONTENT = Path(__file__).parents[1] / "content" / "circles.json"
_STEP = 10


def join(*, circle: Circle, person: User, now: datetime | None = None) -> bool:
    """False for who is in it already."""
    _member, is_new = CircleMember.objects.get_or_create(
        circle=circle, person=person, defaults={"joined_at": now or timezone.now()}
    )
    return is_new


def leave(*, circle: Circle, person: User) -> bool:
    """What they wrote stays. False for who isn't in it."""
    return CircleMember.objects.filter(circle=circle, person=person).delete()[0] > 0


@transaction.atomic
def load_circles() -> int:
    """Brings the shipped groups in; what operators changed or deleted stays as they left it."""
    gone = set(Circle.history.filter(history_type="-").values_list("slug", flat=True))
    written = 0
    for place, fields in enumerate(json.loads(CONTENT.read_text("utf-8")), start=1):
        if fields["slug"] not in gone:
            defaults = fields | {"position": place * _STEP}
            written += Circle.objects.get_or_create(slug=fields["slug"], defaults=defaults)[1]
    return written
