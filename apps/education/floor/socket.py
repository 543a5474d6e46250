"""The room's commands on the live socket."""

from channels.db import database_sync_to_async

from apps.accounts.models import User
from apps.chat.live.socket import read_client_id
from apps.education.floor.asking import Asked, ask_together, raise_hand
from apps.education.floor.live import watch
from apps.education.floor.models import MAX_QUESTION, SalonQuestion
from apps.education.floor.voting import Vote, cast
from apps.education.salons.selectors import salon_for
from apps.errors import DomainError, NotFound
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame, read_bool, read_id, read_text
from apps.realtime.gathering import Gathering
from apps.realtime.registry import command

WATCHES_PER_MINUTE = 30
QUESTIONS_PER_MINUTE = 12
HANDS_PER_MINUTE = 30
VOTES_PER_MINUTE = 120

_questions = Gathering(database_sync_to_async(ask_together))
_votes = Gathering(database_sync_to_async(cast))


@command("salon.watch", per_minute=WATCHES_PER_MINUTE)
async def watch_room(connection: Connection, frame: Frame) -> None:
    await watch(connection, read_id(frame, "salon"))


@command("salon.ask", per_minute=QUESTIONS_PER_MINUTE)
async def ask_question(connection: Connection, frame: Frame) -> None:
    asked = Asked(
        author=connection.user_id,
        salon=read_id(frame, "salon"),
        client_id=read_client_id(frame),
        body=read_text(frame, "body", max_length=4 * MAX_QUESTION),
        is_confirmed=read_bool(frame, "confirmed"),
    )
    question = await _questions.ask(asked)
    if not isinstance(question, SalonQuestion):
        raise question or NotFound
    connection.send(
        {"type": "salon.asked", "client_id": str(asked.client_id), "question": question.pk, "state": question.state}
    )


@command("salon.vote", per_minute=VOTES_PER_MINUTE)
async def vote(connection: Connection, frame: Frame) -> None:
    wanted = Vote(read_id(frame, "question"), connection.user_id, read_bool(frame, "on"))
    outcome = await _votes.ask(wanted)
    if isinstance(outcome, DomainError):
        raise outcome
    connection.send({"type": "salon.voted", "question": wanted.question, "on": wanted.is_on, "votes": outcome})


@command("salon.hand", per_minute=HANDS_PER_MINUTE)
async def hand(connection: Connection, frame: Frame) -> None:
    salon_id, is_up = read_id(frame, "salon"), read_bool(frame, "up")

    def store() -> None:
        person = User.objects.get(pk=connection.user_id)
        raise_hand(salon=salon_for(person, salon_id), person=person, is_up=is_up)

    await database_sync_to_async(store)()
    connection.send({"type": "salon.hand", "salon": salon_id, "up": is_up})
