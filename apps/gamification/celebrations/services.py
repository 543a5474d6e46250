"""What people are told as it happens: one frame to the person for one moment, in their language, within a second."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.gamification.members.models import Member
from apps.realtime.hub import push_on_commit

MOST_LINES = 3


@dataclass(frozen=True)
class News:
    """One thing that a deed brought. `words` are made in the person's language when it is told; `title` too, where it
    isn't about points. `rewards` are amounts beside points, by kind; `form` is what came instead of points, in words,
    or nothing. `award` is its id, where it is about one. `page` is where it leads when there are no points in it."""

    state: Literal["pending", "settled", "step"]
    words: Callable[[], str]
    points: int = 0
    rewards: Mapping[str, int] = field(default_factory=dict)
    form: Callable[[], str] | None = None
    award: int | None = None
    title: Callable[[], str] | None = None
    page: str = "gamification:missions"


class Moment:
    """What one deed, or a group of deeds, brought to whom: collected while it is worked out, told once at its end."""

    def __init__(self) -> None:
        self._news: defaultdict[int, list[News]] = defaultdict(list)
        self._members: dict[int, Member] = {}
        self._balances: set[int] = set()
        self.without_grace: set[int] = set()
        """Whose points were arranged: a level that they carried is lost at once."""
        self._corrected: set[int] = set()
        self._hushed: set[int] = set()

    @property
    def earners(self) -> list[Member]:
        """Those whose points have changed."""
        return [self._members[person] for person in sorted(self._balances)]

    @property
    def people(self) -> list[Member]:
        """Everybody of whom something was decided."""
        return [self._members[person] for person in sorted(self._members)]

    def concerns(self, member: Member) -> None:
        """Something of theirs ended, and there is nothing to tell."""
        self._members[member.person_id] = member

    @property
    def corrected(self) -> list[Member]:
        """Those of whose awards some were taken back or given back."""
        return [self._members[person] for person in sorted(self._corrected)]

    def add(self, member: Member, news: News) -> None:
        self._members[member.person_id] = member
        self._news[member.person_id].append(news)
        if news.state == "settled":
            self._balances.add(member.person_id)

    def balance_changed(self, member: Member) -> None:
        self._members[member.person_id] = member
        self._balances.add(member.person_id)
        self._corrected.add(member.person_id)

    def hush(self, member: Member) -> None:
        """Nothing of what it brought is told to them, but their balance."""
        self._hushed.add(member.person_id)

    def tell(self) -> None:
        """To each person at most one frame of news and one of their balance; who hid pop-ups gets the balance alone."""
        for person, member in self._members.items():
            totals = {"total": member.points, "level": member.level_number}
            if person in self._balances:
                frame = {"type": "balance", "points": totals["total"], "level": totals["level"]}
                push_on_commit([person], frame)
            if not member.wants_popups or person in self._hushed:
                continue
            if news := self._news.get(person):
                with translation.override(member.person.language):
                    push_on_commit([person], _frame(news) | totals)


Follower = Callable[[Moment], None]
_followers: list[Follower] = []
_earners: list[Follower] = []


def follows(follower: Follower) -> Follower:
    """Registers what looks at a moment before it is told, and may add to it."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def follows_first(follower: Follower) -> Follower:
    """As `follows`, before those that count what it keeps."""
    if follower not in _followers:
        _followers.insert(0, follower)
    return follower


def earns_more(follower: Follower) -> Follower:
    """Registers what may give more points for what a moment brought: asked before levels follow them."""
    if follower not in _earners:
        _earners.append(follower)
    return follower


def let_earn(moment: Moment) -> None:
    for follower in _earners:
        follower(moment)


def let_follow(moment: Moment) -> None:
    for follower in _followers:
        follower(moment)


def _frame(news: list[News]) -> dict[str, Any]:
    """Steps alone say which; with points in it, the points say it first."""
    paid = [one for one in news if one.points or one.rewards]
    settled = [one for one in paid if one.state == "settled"]
    lines = [one.words() for one in (paid or news)][:MOST_LINES]
    lines += [one.title() for one in news if one.title and paid][:MOST_LINES]
    state: str = "step"
    points = sum(one.points for one in settled or paid)
    if settled:
        state, title = "settled", _what(settled)
    elif paid:
        state, title = "pending", _("%(what)s, pending") % {"what": _what(paid)}
    else:
        title = " · ".join(one.title() for one in news if one.title)
    frame: dict[str, Any] = {
        "type": "award",
        "state": state,
        "title": title,
        "body": " · ".join(dict.fromkeys(lines)),
        "points": points,
        "url": reverse("gamification:points" if paid else news[0].page),
    }
    if len(paid) == 1 and paid[0].award:
        frame["award"] = paid[0].award
    return frame


def _what(news: list[News]) -> str:
    """ "+10 points · +5 coins"."""
    points = sum(one.points for one in news)
    coins = sum(one.rewards.get("coins", 0) for one in news)
    words = [_("+%(points)d points") % {"points": points}] if points else []
    words += [_("+%(coins)d coins") % {"coins": coins}] if coins else []
    words += dict.fromkeys(form for one in news if one.form and (form := one.form()))
    return " · ".join(words)
