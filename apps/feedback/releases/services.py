import re
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound
from apps.feedback.releases.models import Credit, Release
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.models import TopicStatus
from apps.feedback.topics.services import topic_shipped
from apps.language import UnusableText, clean

LONGEST = 30
_REACHES_SOMEBODY = re.compile(r"@|://|www\.|\.(?:com|cn|net|org|io)\b|\d{5}", re.IGNORECASE)
"""A name that is an address or a number is advertising."""


@transaction.atomic
def attach_release(*, tickets: Collection[int]) -> None:
    """Notes the newest release at the time of each report. Once: a release that comes later changes nothing."""
    newest = Release.objects.filter(published_at__lte=OuterRef("created_at")).order_by("-published_at", "-pk")
    unknown = Ticket.objects.filter(Exists(newest), pk__in=tickets, release=None).order_by("pk")
    locked = list(unknown.locked().values_list("pk", flat=True))
    Ticket.objects.filter(pk__in=locked).update(release=Subquery(newest.values("pk")[:1]))


@transaction.atomic
def publish_release(*, release_id: int, now: datetime | None = None) -> Release:
    """Puts the release before everybody and ships its topics, which tells all who asked for them; what has shipped is
    left alone, so that publishing again, or with topics that came later, tells nobody twice. Raises NotFound."""
    release = Release.objects.select_for_update(of=("self",)).filter(pk=release_id).first()
    if release is None:
        raise NotFound
    if release.published_at is None:
        release.published_at = now or timezone.now()
        release.save()
    for topic in release.topics.filter(merged_into=None).exclude(status=TopicStatus.SHIPPED).order_by("pk"):
        topic_shipped(topic_id=topic.pk, now=now)
    return release


def agree_to_credit(*, person: User, nickname: str, now: datetime | None = None) -> Credit:
    """They are named in the changelog under releases that they had asked for. Saying it again changes the name.
    Raises InvalidInput."""
    try:
        nickname = clean(nickname, max_length=LONGEST)
    except UnusableText as error:
        raise InvalidInput(_("Write a name of 1 to 30 characters."), field="nickname") from error
    if _REACHES_SOMEBODY.search(nickname) or "\n" in nickname:
        raise InvalidInput(_("A name is enough: leave out addresses and numbers."), field="nickname")
    defaults = {"nickname": nickname, "agreed_at": now or timezone.now()}
    credit, _is_new = Credit.objects.update_or_create(person=person, defaults=defaults)
    return credit


def withdraw_credit(*, person: User) -> None:
    Credit.objects.filter(person=person).delete()
