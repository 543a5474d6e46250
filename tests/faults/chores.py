"""One piece of work for every task of the product, and what it must leave behind, however often the task is delivered.

`@chore("app.task")` takes a function that arranges the work and returns the arguments of the task's message and a look
at what the task did; `done` is what the look must find.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from knox.models import get_token_model

from apps.accounts.models import AccountClosure, DataExport, SignInAttempt, User
from apps.accounts.personal_data import ERASED_NAME
from apps.accounts.privacy.services import close_account, request_export
from apps.api.models import IdempotentRequest
from apps.chat.applications.services import apply
from apps.chat.availability.snooze import snooze
from apps.chat.cards.services import make_card
from apps.chat.closing.bulk import start_bulk_decline
from apps.chat.conversations.places import mend_places
from apps.chat.files.services import upload_file
from apps.chat.models import (
    Application,
    Attachment,
    BulkDecline,
    Card,
    InboxPlace,
    Message,
    MissedDigest,
    OpeningSlot,
    Translation,
)
from apps.chat.reading.services import mark_read
from apps.chat.translation.services import digest_of
from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.services import publish
from apps.feedback.models import Classification, Ticket, TicketEntry, TicketVector
from apps.feedback.tickets.services import open_ticket
from apps.gamification.awards.services import confirm_deed
from apps.gamification.models import Award, AwardEntry, Board, BoardRow, Hold, Member, RingMember
from apps.matching.models import JobVector, Responsiveness, ResumeReading
from apps.notifications.deciding.services import notify_by_mail
from apps.notifications.models import Channel, DueItem, Notification
from apps.realtime.models import OpenSocket, SocketTicket
from tests.accounts.pictures import picture_bytes
from tests.faults.arranging import CHORES, Chore, Hands, Look, ago, chore, greeting
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed, first_answer
from tests.gamification.test_any_order import answered
from tests.matching.factories import JobFactory, ResumeFactory
from tests.notifications.conftest import awake
from tests.people import PASSWORD, CandidateFactory

__all__ = ["CHORES", "Chore", "Hands"]


@chore("accounts.tidy", old=0, fresh=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for key in ("old", "fresh"):
        IdempotentRequest.objects.create(person=hands.ana, key=key, fingerprint="-")
    IdempotentRequest.objects.filter(key="old").update(created_at=ago(days=8))
    count = IdempotentRequest.objects.filter
    return [], lambda: {"old": count(key="old").count(), "fresh": count(key="fresh").count()}


@chore("accounts.forget_sign_ins", sessions=1, places=1, tokens=1, tickets=1, attempts=1, sockets=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for key, ends in (("old", ago(days=2)), ("fresh", ago(days=-2))):
        Session.objects.create(session_key=key, session_data="-", expire_date=ends)
        UserSession.objects.create(user=hands.ana, session_key=key, ip="203.0.113.7", user_agent="-")
        get_token_model().objects.create(user=hands.ana, expiry=timedelta(days=-2 if key == "old" else 2))
        SocketTicket.objects.create(user=hands.ana, digest=key, expires_at=ends)
        OpenSocket.objects.create(user=hands.ana, kind="session", key=key, opened_at=ends, seen_at=ends)
        SignInAttempt.objects.create(place="203.0.113.7", account=key, at=ends)
    return [], lambda: {
        "sessions": Session.objects.count(),
        "places": UserSession.objects.count(),
        "tokens": get_token_model().objects.count(),
        "tickets": SocketTicket.objects.count(),
        "sockets": OpenSocket.objects.count(),
        "attempts": SignInAttempt.objects.count(),
    }


@chore("accounts.make_export", finished=1, told=1, files=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    export = request_export(person=hands.ana)
    ready = OutboxEvent.objects.filter(kind="accounts.data_export_ready")
    return [export.pk], lambda: {
        "finished": DataExport.objects.filter(finished_at__isnull=False).count(),
        "told": ready.count(),
        "files": copies_of(export),
    }


@chore("accounts.privacy", open=0, expired=0, erased=1, name=ERASED_NAME, said="")
def _(hands: Hands) -> tuple[list[Any], Look]:
    DataExport.objects.create(person=hands.ana)
    expired = DataExport.objects.create(person=hands.ben, finished_at=ago(days=9), expires_at=ago(days=2))
    expired.file.save("expired.zip", ContentFile(b"zip"))
    DataExport.objects.update(requested_at=ago(hours=1))
    greeting(hands, hours_ago=1)
    close_account(person=hands.ana, password=PASSWORD, now=ago(days=14))
    close_account(person=hands.ben, password=PASSWORD, now=ago(days=13))
    return [], lambda: {
        "open": DataExport.objects.filter(finished_at=None).count(),
        "expired": DataExport.objects.filter(pk=expired.pk).count(),
        "erased": AccountClosure.objects.filter(erased_at__isnull=False).count(),
        "name": User.objects.get(pk=hands.ana.pk).name,
        "said": "".join(Message.objects.filter(sender=hands.ana).values_list("body", flat=True)),
    }


def copies_of(export: DataExport) -> int:
    """Files of this export that lie on the disk."""
    try:
        _folders, names = default_storage.listdir("exports")
    except FileNotFoundError:
        return 0
    return sum(str(export.token) in name for name in names)


@chore("matching.forget_readings", readings=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for days in (1, 40):
        ResumeReading.objects.create(reader=hands.ben, resume=ResumeFactory(), read_at=ago(days=days))
    return [], lambda: {"readings": ResumeReading.objects.count()}


@chore("notifications.do_what_is_due", told=1, waiting=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    conversation = greeting(hands, hours_ago=1)
    snooze(user=hands.ben, conversation_id=conversation.pk, until=ago(minutes=1))
    told = Notification.objects.filter(person=hands.ben, channel=Channel.IN_APP, cause__startswith="due:")
    waiting = DueItem.objects.exclude(state="done")
    return [], lambda: {"told": told.count(), "waiting": waiting.count()}


def where_it_is_noon() -> str:
    """A zone; its name counts the other way than its hours."""
    return f"Etc/GMT{timezone.now().hour - 12:+d}"


@chore("chat.mend_places", right=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    conversation = greeting(hands, hours_ago=1)
    mend_places(user_id=hands.ben.pk)
    place = InboxPlace.objects.filter(user=hands.ben, participant__conversation=conversation)
    rank = place.values_list("rank", flat=True).get()
    place.update(rank=rank + 2)
    return [], lambda: {"right": place.filter(rank=rank).count()}


@chore("chat.close_due_cards", closed=1, steps=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    conversation = greeting(hands, hours_ago=1)
    long_ago = ago(days=31)
    card = make_card(
        conversation=conversation, author=hands.ben, type="job_card", facts={}, client_id=uuid4(), now=long_ago
    )
    closed = Card.objects.filter(pk=card.pk, state="expired").exclude(closed_at=None)
    return [], lambda: {"closed": closed.count(), "steps": card.steps.count()}


def declines(hands: Hands) -> tuple[BulkDecline, Look]:
    """Two that wait to be sent, each once."""
    conversations = [greeting(hands, hours_ago=1) for _number in range(2)]
    texts = {one.pk: "Thank you. We chose somebody else." for one in conversations}
    bulk = start_bulk_decline(by=hands.ben, texts=texts, request_id=uuid4())
    sent = bulk.items.filter(state="sent")
    return bulk, lambda: {"sent": sent.count(), "cards": Card.objects.filter(type="bulk_decline").count()}


@chore("chat.send_bulk_decline", sent=2, cards=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    bulk, look = declines(hands)
    return [bulk.pk], look


@chore("chat.sweep_bulk_declines", sent=2, cards=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    return [], declines(hands)[1]


@chore("chat.notice_seen_applications", seen=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    ResumeFactory(owner=hands.ana)
    job = JobFactory(company=hands.ben.company, posted_by=hands.ben)
    application = apply(candidate=hands.ana, job=job, answers={}, note="Hello", client_id=uuid4())
    mark_read(user=hands.ben, conversation_id=application.conversation_id, seq=2)
    return [], lambda: {"seen": Application.objects.filter(state="seen").exclude(seen_at=None).count()}


@chore("chat.translate", states=["failed"])
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Where no endpoint answers it is said, and can be asked for again."""
    message = greeting(hands, hours_ago=1).messages.earliest("seq")
    asked = Translation.objects.create(
        message=message, language="en", digest=digest_of(message.body), asked_at=ago(minutes=1)
    )
    return [asked.pk], lambda: {"states": list(Translation.objects.values_list("state", flat=True))}


@chore("chat.mail_missed", letters=1, waiting=0, messages=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    greeting(hands, hours_ago=1)
    User.objects.filter(pk=hands.ben.pk).update(time_zone=where_it_is_noon())
    digest = MissedDigest.objects.create(person=hands.ben, since=ago(hours=1), due_at=ago(minutes=1))
    letters = Notification.objects.filter(person=hands.ben, channel=Channel.EMAIL, cause__startswith="missed:")

    def look() -> dict[str, Any]:
        digest.refresh_from_db()
        waiting = MissedDigest.objects.filter(sent_at=None, cancelled_at=None)
        return {"letters": letters.count(), "waiting": waiting.count(), "messages": digest.message_count}

    return [], look


@chore("chat.measure_responsiveness", measured=[(60.0, 1, 1)])
def _(hands: Hands) -> tuple[list[Any], Look]:
    first_answer(hands.ana, hands.ben, waited=timedelta(hours=1), at=ago(minutes=5))
    measured = Responsiveness.objects.values_list("median_minutes", "asked", "answered")
    return [], lambda: {"measured": list(measured.all())}


@chore("chat.count_openings", counted=[(1, 0)])
def _(hands: Hands) -> tuple[list[Any], Look]:
    greeting(hands, hours_ago=1)
    return [], lambda: {"counted": list(OpeningSlot.objects.values_list("opened", "answered"))}


@chore("chat.forget_uploads", rows=1, files=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Two pictures, one of them of yesterday; each is a file and its thumbnail."""
    conversation = greeting(hands, hours_ago=1)
    for _number in range(2):
        file = SimpleUploadedFile("photo.jpg", picture_bytes(size=(60, 40)))
        picture = upload_file(uploader=hands.ana, conversation_id=conversation.pk, file=file)
    Attachment.objects.filter(pk=picture.pk).update(created_at=ago(hours=25))
    storage = picture.file.storage

    def files() -> int:
        folders = {name.rpartition("/")[0] for name in (picture.file.name, picture.thumbnail.name)}
        return sum(len(storage.listdir(folder)[1]) for folder in folders)

    return [], lambda: {"rows": Attachment.objects.count(), "files": files()}


@chore("events.relay", unhandled=0, failed=0, awards=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    answer = first_answer(hands.ana, hands.ben, at=ago(minutes=5))
    publish(*[answered(answer)] * 3)
    unhandled = OutboxEvent.objects.filter(handled_at=None)
    failed = FailedDelivery.objects.filter(resolved_at=None)
    awards = Award.objects.filter(person=hands.ben)
    return [], lambda: {"unhandled": unhandled.count(), "failed": failed.count(), "awards": awards.count()}


@chore("events.tidy", old=0, fresh=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    row = {"kind": "tests.nothing", "subject": "-", "partition": 0, "payload": {}}
    OutboxEvent.objects.bulk_create([OutboxEvent(**row, handled_at=ago(days=15)) for _ in range(5)])
    OutboxEvent.objects.create(**row, handled_at=timezone.now())
    events = OutboxEvent.objects.filter(kind="tests.nothing")
    return [], lambda: {
        "old": events.filter(handled_at__lt=ago(days=14)).count(),
        "fresh": events.filter(handled_at__gt=ago(days=14)).count(),
    }


def ticket(hands: Hands) -> Ticket:
    return open_ticket(reporter=hands.ana, body="The send button does nothing.", client_id=uuid4())


def sorted_once() -> dict[str, Any]:
    return {
        "verdicts": Classification.objects.count(),
        "entries": TicketEntry.objects.filter(kind="triaged").count(),
        "vectors": TicketVector.objects.count(),
    }


@chore("feedback.triage_tickets", verdicts=6, entries=1, vectors=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    return [[ticket(hands).pk]], sorted_once


@chore("feedback.triage_lost", verdicts=6, entries=1, vectors=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    with time_machine.travel(ago(minutes=1), tick=True):
        ticket(hands)
    return [], sorted_once


@chore("feedback.break_silence", entries=1, told=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    Ticket.objects.filter(pk=ticket(hands).pk).update(last_public_at=ago(days=10))
    entries = TicketEntry.objects.filter(kind="still_open")
    told = Notification.objects.filter(person=hands.ana, channel=Channel.IN_APP)
    return [], lambda: {"entries": entries.count(), "told": told.count()}


@chore("gamification.lapse_awards", lapsed=3, settled=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for number in range(3):
        deed = answer_deed(hands.ben, CandidateFactory(), key=f"message:{number}", at=ago(days=60 + number))
        judge(deed)
    entries = AwardEntry.objects.filter
    return [], lambda: {
        "lapsed": entries(kind="lapsed").count(),
        "settled": entries(kind="settled").count(),
    }


@chore("gamification.settle_held", held=0, lapsed=3)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Confirmed long ago by people whose word counts for nothing."""
    for number in range(3):
        other, at = CandidateFactory(), ago(days=60 + number)
        judge(answer_deed(hands.ben, other, key=f"message:{number}", at=at))
        confirm_deed(deed_key=f"message:{number}", person_id=hands.ben.pk, by_id=other.pk, cause="time", now=at)
    lapsed = AwardEntry.objects.filter(kind="lapsed")
    return [], lambda: {"held": Hold.objects.count(), "lapsed": lapsed.count()}


@chore("gamification.find_rings", rings=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    RingMember.objects.create(person=hands.ben, ring=1, found_at=ago(days=1))
    return [], lambda: {"rings": RingMember.objects.count()}


@chore("gamification.check_points", points=[0, 0])
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Balances that no entry explains."""
    for person in (hands.ana, hands.ben):
        Member.objects.update_or_create(person=person, defaults={"points": 7})
    points = Member.objects.order_by("person").values_list("points", flat=True)
    return [], lambda: {"points": list(points.all())}


def wrong_levels(hands: Hands) -> tuple[list[Any], Look]:
    """Nobody has earned a point, everybody stands on the fifth level, and the time for which it was kept is over."""
    people = [hands.ana, hands.ben, *CandidateFactory.create_batch(3)]
    for person in people:
        kept = {"level_number": 5, "level_kept_until": ago(days=1)}
        Member.objects.update_or_create(person=person, defaults=kept)
    levels = Member.objects.order_by("person").values_list("level_number", flat=True)
    return [], lambda: {"levels": list(levels.all())}


def ranked(hands: Hands) -> tuple[list[Any], Look]:
    """A place of a time that is long over."""
    board = Board.objects.get(key="recruiters")
    BoardRow.objects.create(
        board=board, period="week", starts_on=ago(days=60).date(), person=hands.ben, points=1, rank=1
    )
    return [], lambda: {"rows": BoardRow.objects.count()}


chore("gamification.rank", rows=0)(ranked)
chore("gamification.rank_now", rows=0)(ranked)
chore("gamification.check_levels", levels=[1] * 5)(wrong_levels)
chore("gamification.apply_levels", levels=[1] * 5)(wrong_levels)


def stale(hands: Hands) -> tuple[list[Any], Look]:
    jobs = [JobFactory(company=hands.ben.company, posted_by=hands.ben) for _ in range(3)]
    vectors = JobVector.objects.filter(job__in=jobs).exclude(data=b"")
    return [], lambda: {"vectors": vectors.count()}


chore("matching.embed_stale", vectors=3)(stale)
chore("matching.embed_sweep", vectors=3)(stale)


@chore("notifications.send_mail", waiting=0, doubled=False)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Marked before it is sent: a worker that dies in between loses a letter, and never doubles one."""
    for person in (hands.ana, hands.ben):
        notify_by_mail(
            person=awake(person), kind=hands.kind, cause="message:1", facts={"name": "Ben"}, url="", now=ago(hours=1)
        )
    waiting = Notification.objects.filter(channel=Channel.EMAIL, sent_at=None)

    def look() -> dict[str, Any]:
        ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
        return {"waiting": waiting.count(), "doubled": len(ids) != len(set(ids))}

    return [], look
