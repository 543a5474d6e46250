"""What others say of what somebody wrote in groups: only what stands, and never how much they wrote."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.education.models import ExpertAsk, Post, PostVote
from apps.gamification.fairness.people import OLD_ENOUGH, are_of_one_ring, rings_of, verified_among

READ_ENOUGH = 5
"""Readers below which a post's share says nothing."""
LIVE = Post.State.LIVE
Values = Mapping[int, int]
Pair = tuple[int, int | None, int, int | None, datetime]
"""An author and somebody whom they helped, each with their company, and since when the other has an account."""


@dataclass(frozen=True)
class CreatorMeasure:
    """`values(people, now)` gives it by person; who has nothing of it is left out."""

    name: str | Promise
    values: Callable[[Collection[int], datetime], Values]


def measure_choices() -> list[tuple[str, Any]]:
    return [(key, measure.name) for key, measure in MEASURES.items()]


def _readers(people: Collection[int], now: datetime) -> Values:
    votes = PostVote.objects.filter(post__author__in=people, post__state=LIVE, voter__is_active=True)
    return _people_of(_pairs(votes, "post__author", "voter"), now)


def _askers(people: Collection[int], now: datetime) -> Values:
    solved = Post.objects.filter(solved_by__author__in=people, solved_by__state=LIVE, state=LIVE)
    asked = ExpertAsk.objects.filter(expert__person__in=people, helped=True, consultation__person__isnull=False)
    pairs = _pairs(solved.order_by(), "solved_by__author", "author")
    return _people_of([*pairs, *_pairs(asked.order_by(), "expert__person", "consultation__person")], now)


def _featured(people: Collection[int], now: datetime) -> Values:
    posts = Post.objects.filter(author__in=people, state=LIVE, pinned_at__isnull=False).order_by()
    return dict(posts.values("author").annotate(number=Count("pk")).values_list("author", "number"))


def _share(people: Collection[int], now: datetime) -> Values:
    """Of what at least five have read; an author who writes much that helps nobody falls."""
    posts = Post.objects.filter(author__in=people, state=LIVE, parent=None, readers__gte=READ_ENOUGH).order_by()
    found = posts.values("author").annotate(share=Avg("score")).values_list("author", "share")
    return {author: int(share * 100) for author, share in found}


def _pairs(rows: Any, author: str, other: str) -> Iterable[Pair]:
    columns = (author, f"{author}__company", other, f"{other}__company", f"{other}__date_joined")
    return rows.values_list(*columns).distinct()


def _people_of(pairs: Iterable[Pair], now: datetime) -> Values:
    """How many different people an author helped: with a confirmed address and an account of two weeks, no colleagues
    and nobody of the author's own closed group."""
    pairs = list(pairs)
    others = {other for _author, _theirs, other, _company, _since in pairs}
    confirmed = verified_among(others)
    everybody = others | {pair[0] for pair in pairs}
    rings = rings_of(everybody)
    helped = {
        (author, other)
        for author, company, other, their_company, since in pairs
        if other in confirmed
        and other != author
        and since <= now - OLD_ENOUGH
        and (company is None or company != their_company)
        and not are_of_one_ring(rings, author, other)
    }
    return Counter(author for author, _other in helped)


MEASURES: Mapping[str, CreatorMeasure] = {
    "readers": CreatorMeasure(_("different people who found it helpful"), _readers),
    "askers": CreatorMeasure(_("different people for whom it solved their question"), _askers),
    "featured": CreatorMeasure(_("posts and answers that moderators recommend"), _featured),
    "share": CreatorMeasure(_("share of readers whom it helped, cautiously estimated, in per cent"), _share),
}


def values_of(people: Collection[int], measures: Collection[str], *, now: datetime) -> dict[str, Values]:
    """By measure and person; one question a measure, however many people."""
    return {key: MEASURES[key].values(people, now) for key in measures if key in MEASURES}
