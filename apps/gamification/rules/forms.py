"""What a rule can give besides points and coins: beside them, or instead of the points, as one of the forms in which
they can come. Its amount is part of its award's facts, as that of any reward is."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.segments.services import call_in_trait, lend_trait
from apps.gamification.levels.privileges import PRIVILEGES
from apps.gamification.members.selectors import member_of
from apps.gamification.rules.rewards import KINDS, RewardKind
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.notifications.deciding.services import notify

SOURCE = "gamification.form"


_counters: list[Callable[[], bool]] = []


def counts_marks(is_there: Callable[[], bool]) -> Callable[[], bool]:
    """Registers who says whether something counts marks now."""
    _counters.append(is_there)
    return is_there


def marks_count() -> bool:
    return any(is_there() for is_there in _counters)


class Marks(RewardKind):
    """Badges that ask for them count them from the awards that count."""

    key = "marks"
    name = _("marks for badges")

    def words(self, amount: int) -> str:
        return ngettext("%(n)d mark for badges", "%(n)d marks for badges", amount) % {"n": amount}


class Lent(RewardKind):
    """Hours of more of a privilege, on top of what one's level gives."""

    def __init__(self, privilege: str, more: int) -> None:
        self._privilege, self._more = PRIVILEGES[privilege], more
        self.key, self.name = privilege, self._privilege.name

    def words(self, amount: int) -> str:
        what = {"n": amount, "what": self._privilege.words(self._more)}
        return ngettext("%(what)s, for %(n)d hour", "%(what)s, for %(n)d hours", amount) % what

    def give(self, *, person: User, cause: str, amount: int, now: datetime) -> None:
        trait = self._privilege.trait
        lend_trait(person=person, key=trait, value=self._more, hours=amount, source=SOURCE, now=now)
        _tell(self, person, cause, amount, now)

    def take_back(self, *, person: User | None, cause: str, amount: int, now: datetime, by: User | None) -> int:
        """What has passed is used."""
        trait = self._privilege.trait
        return call_in_trait(person_id=person.pk, key=trait, hours=amount, now=now) if person else 0


class Thanks(RewardKind):
    """Said, and kept with what it is for. Its amount is what it stands for in points; one can't thank by halves."""

    key = "thanks"
    name = _("thanks")

    def words(self, amount: int) -> str:
        return gettext("our thanks")

    def give(self, *, person: User, cause: str, amount: int, now: datetime) -> None:
        _tell(self, person, cause, amount, now)


FORMS: Mapping[str, RewardKind] = {
    kind.key: kind for kind in (Marks(), Lent("greetings", 10), Lent("search_history", 12), Thanks())
}
MOST_OF_A_FORM = 1_000
REWARDS = {**KINDS, **FORMS}
"""Whatever an award can give."""


def in_words(amounts: Mapping[str, int]) -> str:
    """ "10 points, 5 coins" in the order of the kinds, without what is nothing."""
    return gettext(", ").join(kind.words(amounts[key]) for key, kind in REWARDS.items() if amounts.get(key))


def form_words(amounts: Mapping[str, int]) -> str:
    """Of what stands in for points alone; empty where nothing does."""
    return in_words({key: amount for key, amount in amounts.items() if key in FORMS})


def _what(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"what": FORMS[facts["form"]].words(facts["amount"])}


FORM_GIVEN = register(
    Kind(
        key="form_given",
        name=_("Something instead of points for what you did"),
        group=KindGroup.RECOGNITION,
        title=_("For what you did: %(what)s"),
        body=_("Somebody didn't have to wait, or was helped, because of you. Your points page says what it was for."),
        icon="award",
        localise=_what,
    )
)


def _tell(form: RewardKind, person: User, cause: str, amount: int, now: datetime) -> None:
    if not member_of(person).hides_all:
        facts = {"form": form.key, "amount": amount}
        url = reverse("gamification:points")
        notify(person=person, kind=FORM_GIVEN, cause=f"form:{form.key}:{cause}", facts=facts, url=url, now=now)
