"""A word at a key moment: about each one once, and to a person one a week at most over all occasions."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from apps.accounts.models import User
from apps.notifications.care.models import CareShown
from apps.notifications.care.registry import Care, Occasion, care_of, cares
from apps.notifications.deciding.models import Channel
from apps.notifications.deciding.preferences import wanted
from apps.notifications.deciding.services import notify
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import OPEN, plan_once

DUE = "notifications.care"
EVERY = timedelta(days=7)
COUNTED_FOR = timedelta(days=14)
"""What happens later than this isn't put down to the word."""


def plan_care(*, now: datetime) -> int:
    """Plans a word to each who has a key moment and may get one; how many. The number of queries doesn't grow with the
    people."""
    chosen: dict[int, tuple[Care, Occasion]] = {}
    for care in cares():
        occasions = [one for one in care.find(now, None) if one.person not in chosen]
        open_to = _may_be_told(care, {one.person for one in occasions}, now=now)
        said = set(_said(care, occasions).values_list("person", "subject"))
        for one in occasions:
            if one.person in open_to and (one.person, one.subject) not in said:
                chosen.setdefault(one.person, (care, one))
    plan_once(_item(care, occasion, now) for care, occasion in chosen.values())
    return len(chosen)


def _may_be_told(care: Care, people: set[int], *, now: datetime) -> set[int]:
    """Those who want such words in the product or by e-mail, and neither had one this week nor have one planned."""
    on = wanted(people, care.kind)
    people = {one for one in people if {(one, Channel.IN_APP), (one, Channel.EMAIL)} & on}
    people -= set(
        CareShown.objects.filter(person__in=people, shown_at__gt=now - EVERY).values_list("person", flat=True)
    )
    planned = DueItem.objects.filter(kind=DUE, person__in=people, state__in=OPEN)
    return people - set(planned.values_list("person", flat=True))


def _said(care: Care, occasions: list[Occasion]) -> QuerySet[CareShown]:
    return CareShown.objects.filter(care=care.kind.key, person__in={one.person for one in occasions})


def _item(care: Care, occasion: Occasion, now: datetime) -> DueItem:
    payload = {"care": care.kind.key, "subject": occasion.subject, "facts": dict(occasion.facts), "url": occasion.url}
    subject = f"{care.kind.key}:{occasion.subject}"
    return DueItem(
        kind=DUE, person_id=occasion.person, subject=subject, about=occasion.subject, payload=payload, due_at=now
    )


def lock_person(item: DueItem) -> None:
    """One word after the other, so that two at once aren't both the first of the week."""
    User.objects.select_for_update(no_key=True).filter(pk=item.person_id).first()


def is_still_wanted(item: DueItem, now: datetime) -> bool:
    care, person = care_of(item.payload["care"]), item.person
    if care is None or not person.is_active:
        return False
    had_one = CareShown.objects.filter(person=person, shown_at__gt=now - EVERY).exists()
    return not had_one and care.holds(person.pk, item.payload["subject"], now=now)


def say(item: DueItem, now: datetime) -> None:
    care, subject = care_of(item.payload["care"]), item.payload["subject"]
    if care is None:
        return
    _shown, is_new = CareShown.objects.get_or_create(
        person=item.person, care=care.kind.key, subject=subject, defaults={"shown_at": now}
    )
    if is_new:
        facts = item.payload["facts"] | {"subject": subject}
        notify(person=item.person, kind=care.kind, cause=item.key, facts=facts, url=item.payload["url"], now=now)


def measure_care(*, now: datetime) -> None:
    """Notes which of the last two weeks' words were acted upon."""
    open_ones = CareShown.objects.filter(shown_at__gt=now - COUNTED_FOR, acted_at=None)
    for care in cares():
        acted = care.acted(list(open_ones.filter(care=care.kind.key)))
        CareShown.objects.filter(pk__in=acted, acted_at=None).update(acted_at=now)


def shares(*, since: datetime, until: datetime) -> dict[str, tuple[int, int]]:
    """By occasion: how many words were acted upon, of how many."""
    shown = CareShown.objects.filter(shown_at__gte=since, shown_at__lt=until).order_by()
    counts = shown.values("care").annotate(acted=Count("acted_at"), all=Count("pk"))
    return {row["care"]: (row["acted"], row["all"]) for row in counts}
