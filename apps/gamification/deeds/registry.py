"""The kinds of deeds that rules and quests know: one class a kind, which is all that there is to know about it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import OF_EVERYBODY, Fact

NOTHING = _("nothing: one person alone can do it any number of times")
A_SECOND_ACCOUNT = _("a second account that plays along")
TIME_OF_TWO = _("the time of two people who write in earnest")
ONCE = _("once a thing: it can't be repeated at will")


class DeedKind:
    """One kind of deed: how it is read back in time, who the other side is, what can be known of it, who can confirm
    it, what it costs to fake, and its words.

    `late_facts`: keys of facts that are known for good only at the end: conditions on them are asked when it settles.
    `is_about_two`: it is done to another person; the more awards a pair brings, the less each is worth.
    `confirmed_by`: words for who can confirm it; None when nobody can, so that points for it can't wait for that.
    `is_volume`: one can do any number of them; a rule for it needs a limit.
    `is_a_gift`: others gave it to the person, who did nothing for it then: it makes no day of their streak.
    `is_of_the_house`: what it brings is said elsewhere, each time anew; operators write no rules for it.
    """

    key: ClassVar[str]
    name: ClassVar[str | Promise]
    facts: ClassVar[tuple[Fact, ...]] = ()
    late_facts: ClassVar[frozenset[str]] = frozenset()
    is_about_two: ClassVar[bool] = False
    confirmed_by: ClassVar[str | Promise | None] = None
    is_volume: ClassVar[bool] = True
    cost_to_fake: ClassVar[str | Promise] = NOTHING
    is_a_gift: ClassVar[bool] = False
    is_of_the_house: ClassVar[bool] = False

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        """The newest `limit` deeds since `start`, in any order; None for what turns out to be no deed."""
        raise NotImplementedError

    def facts_now(self, key: str) -> Mapping[str, Any]:
        """The late facts of the deed of this key, as they are now."""
        return {}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        """What the person did, said to them; `name` is the other side's."""
        raise NotImplementedError

    def fact(self, key: str) -> Fact | None:
        return next((fact for fact in self.all_facts if fact.key == key), None)

    @property
    def all_facts(self) -> tuple[Fact, ...]:
        return (*self.facts, *OF_EVERYBODY)


_KINDS: dict[str, DeedKind] = {}


def register(kind: type[DeedKind]) -> type[DeedKind]:
    """A class decorator: the kind is known from now on, by its key."""
    assert kind.key not in _KINDS, kind.key
    _KINDS[kind.key] = kind()
    return kind


def kind_of(key: str) -> DeedKind:
    """Raises KeyError for a kind that this version doesn't know."""
    return _KINDS[key]


def kinds() -> list[DeedKind]:
    return list(_KINDS.values())


def deed_choices() -> list[tuple[str, Any]]:
    return [(kind.key, kind.name) for kind in _KINDS.values()]


def open_deed_choices() -> list[tuple[str, Any]]:
    """Those for which operators write rules and steps."""
    return [(kind.key, kind.name) for kind in _KINDS.values() if not kind.is_of_the_house]


def house_kinds() -> list[str]:
    return [kind.key for kind in _KINDS.values() if kind.is_of_the_house]


def gift_kinds() -> list[str]:
    return [kind.key for kind in _KINDS.values() if kind.is_a_gift]


def deeds_since(key: str, start: datetime, *, limit: int) -> list[Deed]:
    """The deeds of a kind since `start`, in the order of their time, the newest `limit` of them."""
    deeds = [deed for deed in kind_of(key).since(start, limit) if deed is not None]
    return sorted(deeds, key=lambda deed: deed.done_at)
