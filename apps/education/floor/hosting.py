"""What hosts do in the room: answer, pin, hide, mute. And reports, which go into the one queue of misconduct."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Report
from apps.chat.moderation.errors import NotReportable
from apps.chat.moderation.evidence import of_text
from apps.chat.moderation.models import OF_PEOPLE
from apps.chat.moderation.services import file_once
from apps.education.floor.asking import checked_text
from apps.education.floor.models import MAX_REPLY, SalonQuestion, SalonReport
from apps.education.salons.errors import SalonOver
from apps.education.salons.locking import locked
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.revisions import next_rev
from apps.education.salons.selectors import is_host
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.realtime.hub import push_on_commit

ACTIONS = ("pin", "unpin", "answered", "open", "hide", "show")
GUEST_ACTIONS = ("mute", "unmute", "lower")
HELD_AFTER = 3
"""So many people report a question, and it waits for a host."""

State = SalonQuestion.State


@transaction.atomic
def reply(*, question: SalonQuestion, by: User, body: str, now: datetime | None = None) -> SalonQuestion:
    """Writes the answer, or another one. Raises NotAllowed, NotFound, SalonOver, InvalidInput, ContactInPost."""
    now, text = now or timezone.now(), checked_text(body, most=MAX_REPLY)
    question = _for_host(question, by, now)
    if question.state != State.LIVE:
        raise NotAllowed
    question.reply, question.replied_by, question.replied_at = text, by, now
    question.save(update_fields=["reply", "replied_by", "replied_at", "rev"])
    return question


@transaction.atomic
def moderate(*, question: SalonQuestion, by: User, action: str, now: datetime | None = None) -> SalonQuestion:
    """Pins it above all others or no longer, says that it was answered aloud or is open again, hides it or shows it.
    The same again changes nothing. Raises InvalidInput, NotAllowed, NotFound, SalonOver."""
    if action not in ACTIONS:
        raise InvalidInput(field="action")
    now = now or timezone.now()
    question = _for_host(question, by, now)
    if action == "pin":
        if question.state != State.LIVE:
            raise NotAllowed
        pinned = SalonQuestion.objects.filter(salon=question.salon_id, is_pinned=True)
        pinned.exclude(pk=question.pk).update(is_pinned=False, rev=question.rev)
    if action in ("pin", "unpin", "hide"):
        question.is_pinned = action == "pin"
    if action in ("hide", "show"):
        question.state = State.HIDDEN if action == "hide" else State.LIVE
    if action == "answered" and question.replied_at is None:
        question.replied_by, question.replied_at = by, now
    if action == "open":
        question.reply, question.replied_by, question.replied_at = "", None, None
    question.save(update_fields=["is_pinned", "state", "reply", "replied_by", "replied_at", "rev"])
    return question


@transaction.atomic
def manage_guest(*, salon: Salon, by: User, person_id: int, action: str) -> SalonGuest:
    """Mutes somebody, lets them speak again, or takes their hand down. Raises InvalidInput, NotAllowed, NotFound."""
    if action not in GUEST_ACTIONS:
        raise InvalidInput(field="action")
    if not is_host(salon, by):
        raise NotAllowed
    salon = locked(salon)
    guest = SalonGuest.objects.filter(salon=salon, person=person_id).first()
    if guest is None:
        raise NotFound
    if action != "lower":
        guest.is_muted = action == "mute"
        push_on_commit([person_id], {"type": "salon.muted", "salon": salon.pk, "is_muted": guest.is_muted})
    if action != "unmute":
        guest.hand_at, guest.rev = None, next_rev(salon.pk)
    guest.save(update_fields=["is_muted", "hand_at", "rev"])
    return guest


@transaction.atomic
def report_question(
    *, question: SalonQuestion, reporter: User, reason: str, note: str = "", now: datetime | None = None
) -> Report:
    """Its words are frozen as evidence; the same person again gives the report that there is. Raises InvalidInput,
    NotReportable, TooManyReports."""
    if reason not in OF_PEOPLE:
        raise InvalidInput(field="reason")
    locked(question.salon)
    question = SalonQuestion.objects.select_related("author").get(pk=question.pk)
    if question.author_id == reporter.pk or question.state == State.REMOVED:
        raise NotReportable(field="person")
    known = SalonReport.objects.filter(question=question, reporter=reporter).select_related("report").first()
    if known is not None:
        return known.report
    made = file_once(
        reporter=reporter,
        known=lambda: None,
        subject={"reported": question.author},
        evidence=lambda: [of_text(question.author, question.body, question.created_at)],
        reason=reason,
        note=note,
        now=now or timezone.now(),
    )
    SalonReport.objects.create(question=question, reporter=reporter, report=made)
    if question.state == State.LIVE and question.reports.count() >= HELD_AFTER:
        question.state, question.is_pinned, question.rev = State.HELD, False, next_rev(question.salon_id)
        question.save(update_fields=["state", "is_pinned", "rev"])
    return made


def _for_host(question: SalonQuestion, by: User, now: datetime) -> SalonQuestion:
    """As it is now, with the next revision. Raises NotAllowed, NotFound, SalonOver."""
    if not is_host(question.salon, by):
        raise NotAllowed
    rev = next_rev(question.salon_id)
    found = SalonQuestion.objects.select_related("salon", "author", "replied_by").exclude(state=State.REMOVED)
    if (present := found.filter(pk=question.pk).first()) is None:
        raise NotFound
    if not present.salon.is_live(now):
        raise SalonOver
    present.rev = rev
    return present
