"""Choosing a digest, and sending it when its time has come."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import InvalidInput
from apps.notifications.deciding.models import Channel
from apps.notifications.deciding.preferences import choose, is_wanted
from apps.notifications.deciding.services import notify_by_mail
from apps.notifications.digests.content import find_content
from apps.notifications.digests.kinds import DIGEST
from apps.notifications.digests.models import DigestChoice, Rhythm, Weekday
from apps.notifications.digests.registry import Span, sections
from apps.notifications.reminders.clocks import ClockTime
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import cancel, plan

DUE = "notifications.digest"
PERIODS = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
LATE = timedelta(days=1)
"""A digest looks back over its period and as much more as one that came late may have left out."""


@transaction.atomic
def choose_digest(
    *, person: User, rhythm: str, weekday: int = Weekday.MONDAY, hour: int = 9, now: datetime | None = None
) -> DigestChoice:
    """From now on the digest comes so often, at this hour of their clock; a weekly one on this day. Choosing one lets
    its e-mails come again where they were stopped. Raises InvalidInput."""
    now = now or timezone.now()
    if rhythm not in Rhythm.values:
        raise InvalidInput(_("Choose how often."), field="rhythm")
    if weekday not in Weekday.values:
        raise InvalidInput(_("Choose a day of the week."), field="weekday")
    if not 0 <= hour <= 23:
        raise InvalidInput(_("Choose an hour."), field="hour")
    fields = {"rhythm": rhythm, "weekday": weekday, "hour": hour}
    choice, _is_new = DigestChoice.objects.update_or_create(
        person=person, defaults=fields, create_defaults=fields | {"told_until": now}
    )
    if choice.rhythm == Rhythm.NEVER:
        cancel(DueItem.objects.filter(kind=DUE, person=person), now=now)
    else:
        if not is_wanted(person, DIGEST, Channel.EMAIL):
            choose(person=person, kind_key=DIGEST.key, channel=Channel.EMAIL, is_on=True)
        plan_next(choice, person, now=now)
    return choice


def plan_next(choice: DigestChoice, person: User, *, now: datetime) -> DueItem:
    return plan(kind=DUE, person=person, subject="digest", at=next_time(choice, person, now=now))


def next_time(choice: DigestChoice, person: User, *, now: datetime) -> ClockTime:
    """The next moment of their clock, later than now, at which the choice wants one."""
    local = now.astimezone(ZoneInfo(person.time_zone)).replace(tzinfo=None)
    at = datetime.combine(local.date(), time(choice.hour))
    if choice.rhythm == Rhythm.WEEKLY:
        at += timedelta(days=(choice.weekday - at.weekday()) % 7)
    return ClockTime(at if at > local else at + PERIODS[Rhythm(choice.rhythm)], of=person)


def span_of(choice: DigestChoice, *, now: datetime) -> Span:
    period = PERIODS.get(Rhythm(choice.rhythm), PERIODS[Rhythm.WEEKLY])
    return Span(since=max(choice.told_until, now - period - LATE), now=now, until=now + period)


def send_digest(item: DueItem, now: datetime) -> None:
    """One letter with what is new since the last one, or none where nothing is. The next one is planned."""
    person = item.person
    choice = DigestChoice.objects.filter(person=person).exclude(rhythm=Rhythm.NEVER).first()
    if choice is None:
        return
    plan_next(choice, person, now=now)
    if not (person.is_active and person.email_notifications and is_wanted(person, DIGEST, Channel.EMAIL)):
        return
    found = find_content(person, span_of(choice, now=now))
    DigestChoice.objects.filter(pk=choice.pk).update(told_until=now)
    if not found:
        return
    url = reverse("notifications:digest")
    notify_by_mail(person=person, kind=DIGEST, cause=item.key, facts={"found": found}, url=url, now=now)
    for section in sections():
        if section.key in found:
            section.told(person, found[section.key], now)
