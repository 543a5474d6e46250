"""What guests do in the room: ask, take back, raise a hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.floor.errors import Muted, TooManyQuestions
from apps.education.floor.models import MAX_QUESTION, SalonQuestion
from apps.education.posts.writing import is_to_be_held, refuse_contacts
from apps.education.salons.errors import RegisterFirst, SalonOver
from apps.education.salons.locking import locked
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.revisions import next_rev
from apps.education.salons.selectors import salon_for
from apps.errors import DomainError, InvalidInput, NotAllowed
from apps.language import UnusableText, clean

A_SALON = 20
"""How many questions a person may ask at one event."""
AGAIN_AFTER_SECONDS = 3600

State = SalonQuestion.State


@transaction.atomic
def ask(
    *,
    salon: Salon,
    author: User,
    body: str,
    client_id: UUID,
    is_confirmed: bool = False,
    now: datetime | None = None,
) -> SalonQuestion:
    """The same `client_id` again gives the first one. Raises RegisterFirst, Muted, SalonOver, InvalidInput,
    ContactInPost, PostNeedsConfirming, TooManyQuestions."""
    # First the room's row: what is sent at once is counted one after the other, and many may share one transaction.
    rev = next_rev(salon.pk)
    if sent_before := SalonQuestion.objects.filter(author=author, client_id=client_id).first():
        return sent_before
    now = now or timezone.now()
    with_a_voice(salon, SalonGuest.objects.filter(salon=salon, person=author).first(), now)
    body = checked_text(body, most=MAX_QUESTION)
    is_held = is_to_be_held(body, is_confirmed=is_confirmed)
    if SalonQuestion.objects.filter(salon=salon, author=author).count() >= A_SALON:
        raise TooManyQuestions(retry_after=AGAIN_AFTER_SECONDS)
    return SalonQuestion.objects.create(
        salon=salon,
        author=author,
        client_id=client_id,
        body=body,
        state=State.HELD if is_held else State.LIVE,
        rev=rev,
        created_at=now,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody sent over their socket."""

    author: int
    salon: int
    client_id: UUID
    body: str
    is_confirmed: bool


@transaction.atomic
def ask_together(asked: Collection[Asked]) -> Mapping[Asked, SalonQuestion | DomainError]:
    """Those of the same moment in one transaction: what was asked, or why it wasn't taken."""
    people = User.objects.in_bulk({one.author for one in asked})
    outcomes: dict[Asked, SalonQuestion | DomainError] = {}
    # In one order everywhere, so that two processes wait for each other in one direction only.
    for one in sorted(asked, key=lambda one: one.salon):
        author = people[one.author]
        try:
            outcomes[one] = ask(
                salon=salon_for(author, one.salon),
                author=author,
                body=one.body,
                client_id=one.client_id,
                is_confirmed=one.is_confirmed,
            )
        except DomainError as error:
            outcomes[one] = error
    return outcomes


@transaction.atomic
def take_back(*, question: SalonQuestion, by: User, now: datetime | None = None) -> None:
    """Its author alone, while nobody has answered it; its words are gone. Raises NotAllowed, SalonOver."""
    rev = next_rev(question.salon_id)
    question.refresh_from_db()
    if question.author_id != by.pk or question.replied_at is not None:
        raise NotAllowed
    if not question.salon.is_live(now or timezone.now()):
        raise SalonOver
    question.state, question.body, question.is_pinned, question.rev = State.REMOVED, "", False, rev
    question.save(update_fields=["state", "body", "is_pinned", "rev"])


@transaction.atomic
def raise_hand(*, salon: Salon, person: User, is_up: bool, now: datetime | None = None) -> SalonGuest:
    """Twice is once. Raises RegisterFirst, Muted, SalonOver."""
    now, salon = now or timezone.now(), locked(salon)
    guest = with_a_voice(salon, SalonGuest.objects.filter(salon=salon, person=person).first(), now)
    if is_up != (guest.hand_at is not None):
        guest.hand_at, guest.rev = now if is_up else None, next_rev(salon.pk)
        guest.save(update_fields=["hand_at", "rev"])
    return guest


def with_a_voice(salon: Salon, guest: SalonGuest | None, now: datetime) -> SalonGuest:
    """Who may speak in its room. Raises RegisterFirst, Muted, SalonOver."""
    if guest is None or not guest.is_seated or not salon.is_online:
        raise RegisterFirst
    if guest.is_muted:
        raise Muted
    if not salon.is_live(now):
        raise SalonOver
    return guest


def checked_text(text: str, *, most: int) -> str:
    """Raises InvalidInput, ContactInPost."""
    try:
        text = clean(text, max_length=most)
    except UnusableText as error:
        raise InvalidInput(field="body") from error
    refuse_contacts(text)
    return text
