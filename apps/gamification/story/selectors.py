"""Everything that a member did and got, for whoever looks after the incentives: page by page, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.gamification.appeals.models import Appeal
from apps.gamification.awards.models import AwardEntry
from apps.gamification.awards.selectors import Progress, ledger, progress
from apps.gamification.awards.wording import Line, line_of, story_of
from apps.gamification.badges.models import BadgeHeld
from apps.gamification.fairness.models import RingMember
from apps.gamification.grants.models import Grant
from apps.gamification.ledger.models import CoinLeg
from apps.gamification.referrals.models import Referral
from apps.gamification.streaks.models import Streak

PER_PAGE = 30
PARTS: dict[str, str | Promise] = {
    "deeds": _("Deeds and decisions"),
    "coins": _("Coins"),
    "badges": _("Badges"),
    "appeals": _("Appeals"),
    "grants": _("Given by hand"),
    "invitations": _("Invitations"),
}


@dataclass(frozen=True)
class Chapter:
    """A decision as its member reads it, with each step of its award."""

    line: Line
    entries: list[AwardEntry]


@dataclass(frozen=True)
class Standing:
    """Where a member stands now. `ring` are the others of the closed group they were found in."""

    progress: Progress
    streak: Streak | None
    found_at: datetime | None
    ring: list[User]


def standing_of(person: User) -> Standing:
    found = RingMember.objects.filter(person=person).first()
    others: Iterable[User] = []
    if found is not None:
        others = User.objects.filter(ring__ring=found.ring).exclude(pk=person.pk).order_by("name", "pk")[:PER_PAGE]
    return Standing(
        progress=progress(person),
        streak=Streak.objects.filter(person=person).first(),
        found_at=found.found_at if found else None,
        ring=list(others),
    )


def part_of(person: User, part: str, page: str | None) -> tuple[Page[Any], list[Any]]:
    """A page of one part of the story, and its rows as they are shown."""
    found = Paginator(_rows(person, part), PER_PAGE).get_page(page)
    if part != "deeds":
        return found, list(found.object_list)
    chapters = []
    for decision in found.object_list:
        award = getattr(decision, "award", None)
        chapters.append(Chapter(line=line_of(decision), entries=story_of(award)))
    return found, chapters


def _rows(person: User, part: str) -> QuerySet[Any]:
    rows: dict[str, QuerySet[Any]] = {
        "deeds": ledger(person).prefetch_related("award__entries__by"),
        "coins": CoinLeg.objects.filter(account__person=person)
        .select_related("transaction__by", "account")
        .order_by("-transaction", "-pk"),
        "badges": BadgeHeld.objects.filter(person=person).select_related("badge"),
        "appeals": Appeal.objects.filter(person=person)
        .select_related("entry__award__rule", "entry__answered_by", "decided_by")
        .order_by("-pk"),
        "grants": Grant.objects.filter(person=person).select_related("asked_by", "decided_by"),
        "invitations": Referral.objects.filter(inviter=person).select_related("newcomer"),
    }
    return rows[part]
