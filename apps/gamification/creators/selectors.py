from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User
from apps.gamification.creators.measures import MEASURES, values_of
from apps.gamification.creators.models import Creator, CreatorTitle


@dataclass(frozen=True)
class CriterionShown:
    """How far somebody is: `value` of `least`."""

    words: str
    value: int
    least: int

    @property
    def is_met(self) -> bool:
        return self.value >= self.least


@dataclass(frozen=True)
class TitleShown:
    title: CreatorTitle
    is_mine: bool
    criteria: list[CriterionShown]


def live_titles() -> list[CreatorTitle]:
    """The highest first; without those that ask for nothing."""
    titles = CreatorTitle.objects.filter(is_live=True, criteria__isnull=False).distinct()
    return list(titles.prefetch_related("criteria").order_by("-rank"))


def shown_creators(people: Iterable[int]) -> dict[int, str]:
    """What stands beside a name, by person; nothing of who hides recognition."""
    creators = Creator.objects.filter(person__in=list(people)).exclude(person__member__hides_all=True)
    return {creator.person_id: creator.title.name for creator in creators.select_related("title")}


def creator_of(person: User) -> Creator | None:
    return Creator.objects.filter(person=person).select_related("title").first()


def titles_for(person: User, creator: Creator | None, *, now: datetime) -> list[TitleShown]:
    """All titles with how far one is, and which one has as `creator`, the lowest first: for oneself alone."""
    titles = live_titles()[::-1]
    asked = {criterion.measure for title in titles for criterion in title.criteria.all()}
    values = values_of([person.pk], asked, now=now)
    return [
        TitleShown(
            title=title,
            is_mine=creator is not None and creator.title_id == title.pk,
            criteria=[
                CriterionShown(
                    words=str(MEASURES[criterion.measure].name),
                    value=values[criterion.measure].get(person.pk, 0),
                    least=criterion.least,
                )
                for criterion in title.criteria.all()
                if criterion.measure in MEASURES
            ],
        )
        for title in titles
    ]
