from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.floor.models import SalonQuestion, SalonVote
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.selectors import entered, is_host
from apps.errors import NotFound

MOST_SHOWN = 300
MOST_HANDS = 50

State = SalonQuestion.State


@dataclass(frozen=True, slots=True)
class Room:
    """The room as one person finds it; with `is_limited` it holds the first of more questions than are shown."""

    salon: Salon
    rev: int
    is_live: bool
    is_host: bool
    is_muted: bool
    hand_is_up: bool
    voted: list[int]
    questions: list[dict[str, Any]]
    hands: list[dict[str, Any]]
    muted: list[dict[str, Any]]
    is_limited: bool


def room_of(salon: Salon, reader: User, *, now: datetime, after_rev: int | None = None) -> Room:
    """All of it, or what changed after a revision."""
    # Before its rows: what is newer than it comes once more, which changes nothing.
    rev = Salon.objects.values_list("rev", flat=True).get(pk=salon.pk)
    hosts = is_host(salon, reader)
    guest = SalonGuest.objects.filter(salon=salon, person=reader).first()
    blocked = blocked_ids(reader)
    questions = _shown(SalonQuestion.objects.filter(salon=salon).exclude(author__in=blocked))
    if after_rev is None:
        questions = questions.exclude(state=State.REMOVED)
        if not hosts:
            questions = questions.filter(state=State.LIVE) | questions.filter(author=reader)
        questions = questions.order_by("-is_pinned", F("replied_at").desc(nulls_first=True), "-votes", "pk")
    else:
        questions = questions.filter(rev__gt=after_rev).order_by("rev", "pk")
    found = list(questions[: MOST_SHOWN + 1])
    muted = SalonGuest.objects.filter(salon=salon, is_muted=True).select_related("person") if hosts else ()
    return Room(
        salon=salon,
        rev=rev,
        is_live=salon.is_live(now),
        is_host=hosts,
        is_muted=guest is not None and guest.is_muted,
        hand_is_up=guest is not None and guest.hand_at is not None,
        voted=list(SalonVote.objects.filter(question__salon=salon, voter=reader).values_list("question_id", flat=True)),
        questions=[as_dict(one, shows_all=hosts or one.author_id == reader.pk) for one in found[:MOST_SHOWN]],
        hands=[one for one in hands_of(salon.pk) if one["id"] not in blocked],
        muted=[_person(one.person) for one in muted],
        is_limited=len(found) > MOST_SHOWN,
    )


def changes_after(salon_id: int, rev: int) -> dict[str, Any]:
    """What everybody in the room may see of what changed after that revision: `rev`, `questions`, and `hands` where one
    went up or down."""
    head = Salon.objects.values_list("rev", flat=True).get(pk=salon_id)
    questions = list(
        _shown(SalonQuestion.objects.filter(salon=salon_id, rev__gt=rev)).order_by("rev", "pk")[:MOST_SHOWN]
    )
    if len(questions) == MOST_SHOWN:
        # The rest comes next; several may share the last revision.
        head = questions[-1].rev - 1
    found: dict[str, Any] = {"rev": head, "questions": [as_dict(one) for one in questions]}
    if SalonGuest.objects.filter(salon=salon_id, rev__gt=rev).exists():
        found["hands"] = hands_of(salon_id)
    return found


def hands_of(salon_id: int) -> list[dict[str, Any]]:
    """Whoever raised theirs first comes first."""
    up = SalonGuest.objects.filter(salon=salon_id, hand_at__isnull=False, state=SalonGuest.State.SEATED)
    return [_person(guest.person) for guest in up.select_related("person").order_by("hand_at", "pk")[:MOST_HANDS]]


def question_for(reader: User, question_id: int) -> SalonQuestion:
    """One that this person sees in a room that is open to them. Raises NotFound, RegisterFirst."""
    found = _shown(SalonQuestion.objects.exclude(state=State.REMOVED).exclude(author__in=blocked_ids(reader)))
    question = found.filter(pk=question_id).first()
    if question is None:
        raise NotFound
    salon = entered(reader, question.salon_id)
    if question.state != State.LIVE and question.author_id != reader.pk and not is_host(salon, reader):
        raise NotFound
    return question


def answered(salon: Salon) -> QuerySet[SalonQuestion]:
    """What is worth keeping of it: questions with a written answer, the most wanted first."""
    return SalonQuestion.objects.filter(salon=salon, state=State.LIVE).exclude(reply="").order_by("-votes", "pk")


def as_dict(question: SalonQuestion, *, shows_all: bool = False) -> dict[str, Any]:
    """As the API and the live room tell it. What isn't for everybody has no words, unless the reader `shows_all`."""
    is_shown = shows_all or question.state == State.LIVE
    return {
        "id": question.pk,
        "rev": question.rev,
        "state": question.state,
        "author": _person(question.author),
        "body": question.body if is_shown else "",
        "votes": question.votes,
        "is_pinned": question.is_pinned,
        "is_answered": question.replied_at is not None,
        "reply": question.reply if is_shown else "",
        "replied_by": _person(question.replied_by) if question.replied_by else None,
        "created_at": question.created_at.isoformat(),
    }


def _person(person: User) -> dict[str, Any]:
    return {"id": person.pk, "name": person.name}


def _shown(questions: QuerySet[SalonQuestion]) -> QuerySet[SalonQuestion]:
    return questions.select_related("author", "replied_by", "salon")
