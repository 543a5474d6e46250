from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.segments.selectors import smallest_segments
from apps.education.interests.kinds import WORTH_A_LOOK
from apps.education.interests.models import Interest, Pushed, Reason
from apps.education.interests.registry import items_for
from apps.education.interests.topics import behaviour_of, topics_for
from apps.errors import InvalidInput
from apps.experiments.drawing import Record, draw
from apps.notifications.deciding.services import mark_read, notify

SAID, SHOWN = 1.0, 0.6
"""What a topic's chance is multiplied by: where they said that it interests them, and where it follows from what they
do."""
LOOKED_AT_WITHIN = timedelta(days=1)
"""What wasn't opened by then counts as passed by."""
REMEMBERED = timedelta(days=180)


@transaction.atomic
def set_interest(*, person: User, topic: str, stance: str, now: datetime | None = None) -> None:
    """`stance` is more, less, or empty for neither. Less counts at once: what is still to be told of it isn't. Raises
    InvalidInput."""
    if topic not in {one.key for one in topics_for(person)}:
        raise InvalidInput(_("There is no such topic."), field="topic")
    if stance and stance not in Interest.Stance.values:
        raise InvalidInput(_("Say more, less, or nothing."), field="stance")
    now = now or timezone.now()
    if stance == Interest.Stance.LESS:
        _want_less(person, topic, now)
    elif stance:
        _note(person, topic, stance, now)
    else:
        Interest.objects.filter(person=person, topic=topic).delete()


@transaction.atomic
def refuse(*, pushed: Pushed, now: datetime | None = None) -> None:
    """Less of this: of its topic nothing comes any more, until they say otherwise."""
    now = now or timezone.now()
    assert pushed.person is not None
    Pushed.objects.filter(pk=pushed.pk, refused_at=None).update(refused_at=now)
    _want_less(pushed.person, pushed.topic, now)


def _want_less(person: User, topic: str, now: datetime) -> None:
    """Counts at once: what they weren't at yet of it is told no more."""
    _note(person, topic, Interest.Stance.LESS, now)
    told = Pushed.objects.filter(person=person, topic=topic, opened_at=None)
    mark_read(person=person, causes=[cause_of(pushed) for pushed in told], now=now)


def _note(person: User, topic: str, stance: str, now: datetime) -> None:
    fields = {"stance": stance, "said_at": now}
    Interest.objects.update_or_create(person=person, topic=topic, defaults=fields)


def note_opening(*, pushed: Pushed, now: datetime | None = None) -> None:
    """They took it up. The first time counts."""
    now = now or timezone.now()
    assert pushed.person is not None
    if Pushed.objects.filter(pk=pushed.pk, opened_at=None).update(opened_at=now):
        mark_read(person=pushed.person, causes=[cause_of(pushed)], now=now)


def take_back(*, kind: str, item: str, now: datetime) -> None:
    """It can't be taken up any more: who wasn't at it yet isn't told of it any more."""
    for pushed in Pushed.objects.filter(kind=kind, item=item, opened_at=None).select_related("person"):
        if pushed.person is not None:
            mark_read(person=pushed.person, causes=[cause_of(pushed)], now=now)


def reasons_of(person: User) -> dict[str, Reason]:
    """By topic, why it is for them; without those of which they want less."""
    said = dict(Interest.objects.filter(person=person).values_list("topic", "stance"))
    found = behaviour_of(person) | {topic: Reason.SAID for topic, stance in said.items() if stance == "more"}
    return {topic: reason for topic, reason in found.items() if said.get(topic) != "less"}


@transaction.atomic
def push_one(*, person: User, now: datetime, rng: np.random.Generator | None = None) -> Pushed | None:
    """Tells them of one thing of a topic that is for them; None where there is nothing that they weren't told of."""
    reasons = reasons_of(person)
    known = set(Pushed.objects.filter(person=person).values_list("kind", "item"))
    items = [(kind, item) for kind, item in items_for(person, reasons, now) if (kind, item.key) not in known]
    if not items:
        return None
    segment = smallest_segments([person])[person.pk]
    weights = {item.topic: SAID if reasons[item.topic] == Reason.SAID else SHOWN for _kind, item in items}
    topic, propensity = draw(weights, records_of(segment, now=now), rng=rng or np.random.default_rng())
    kind, item = next((kind, item) for kind, item in items if item.topic == topic)
    pushed = Pushed.objects.create(
        person=person,
        segment=segment,
        topic=topic,
        kind=kind,
        item=item.key,
        title_en=item.title_en,
        title_zh=item.title_zh,
        url=item.url,
        reason=reasons[topic],
        propensity=propensity,
        pushed_at=now,
    )
    facts = {"title_en": item.title_en, "title_zh": item.title_zh, "reason": str(reasons[topic])}
    url = pushed.get_absolute_url()
    notify(person=person, kind=WORTH_A_LOOK, cause=cause_of(pushed), facts=facts, url=url, now=now)
    return pushed


def records_of(segment: str, *, now: datetime) -> dict[str, Record]:
    """By topic, what became of what its people were told of."""
    of_segment = Pushed.objects.filter(segment=segment, pushed_at__gt=now - REMEMBERED)
    counted = of_segment.values("topic").annotate(
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        passed_by=Count("pk", filter=Q(opened_at=None, pushed_at__lt=now - LOOKED_AT_WITHIN)),
    )
    return {row["topic"]: Record(row["opened"], row["passed_by"]) for row in counted.order_by("topic")}


def cause_of(pushed: Pushed) -> str:
    return f"pushed:{pushed.pk}"
