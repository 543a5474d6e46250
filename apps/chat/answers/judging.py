"""Whether what a person wrote in their turn answers the other side in earnest."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from django.conf import settings
from django.db.models import OuterRef, QuerySet

from apps.accounts.models import User
from apps.chat.answers.earnest import OWN_ORIGINS, is_earnest, is_short
from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.messages.selectors import right_before
from apps.chat.messages.turns import by_side
from apps.chat.presets.selectors import presets_of
from apps.language import embed
from apps.language.folding import squash

LOOK_BACK = timedelta(days=30)
MOST_COMPARED = 300
MAX_QUESTION = 4000
MOST_READ = 100
"""Of the messages before an answer: what it answers is among the newest."""
MOST_OF_A_TURN = 10
LEAST_LETTERS = 12


def of_people(conversation: Conversation | OuterRef) -> QuerySet[Message]:
    """What people typed or approved in this conversation."""
    return _of_people().filter(conversation=conversation)


def _of_people() -> QuerySet[Message]:
    return Message.objects.filter(sender__isnull=False, origin__in=ANSWER_ORIGINS)


def turn_from(first: Message) -> list[Message]:
    """The messages with which its side went on, until the other side wrote again; at most the first ten."""
    assert first.sender_id is not None
    mine = by_side(first.conversation, first.sender_id)
    after = of_people(first.conversation).filter(seq__gt=first.seq).order_by("seq")
    until = after.filter(~mine).values_list("seq", flat=True).first()
    turn = after.filter(mine)
    return [first, *(turn.filter(seq__lt=until) if until else turn)[: MOST_OF_A_TURN - 1]]


def answers_in_earnest(turn: Sequence[Message]) -> bool:
    """Whether one of these messages, or all of them read together, respond to what the other side had written before
    the first of them: in own words, neither sent around by their author nor pasted by others, and not recalled."""
    (found,) = turns_in_earnest([turn])
    return found


def turns_in_earnest(turns: Sequence[Sequence[Message]]) -> list[bool]:
    """As `answers_in_earnest` of each; what was asked is read with one query, and the sentence model asked once."""
    said = [
        [one for one in turn if one.body and one.recalled_at is None and one.origin in OWN_ORIGINS] for turn in turns
    ]
    firsts = [turn[0] for turn, own in zip(turns, said, strict=True) if own]
    questions = _questions(firsts)
    embed([*questions.values(), *(one.body for own in said for one in own)])  # it remembers them for each turn's look
    senders = {first.sender_id: first.sender for first in firsts if first.sender}
    presets = {key: _presets_of(sender) for key, sender in senders.items()}
    return [
        bool(own) and _is_earnest(turn, own, questions[turn[0].pk], presets[turn[0].sender_id])
        for turn, own in zip(turns, said, strict=True)
    ]


def _is_earnest(turn: Sequence[Message], said: Sequence[Message], question: str, presets: Sequence[str]) -> bool:
    first = turn[0]
    earlier = Message.objects.filter(
        sender=first.sender, created_at__gt=first.created_at - LOOK_BACK, created_at__lte=first.created_at
    )
    sent = earlier.exclude(pk__in=[one.pk for one in turn]).exclude(body="").order_by("-created_at")
    sent_elsewhere = list(sent.values_list("body", flat=True)[:MOST_COMPARED])
    own = [one for one in said if not _is_pasted_by_others(one)]
    bodies = [(one.body, one.origin) for one in own]
    if len(own) > 1:
        bodies.append(("\n".join(one.body for one in own), Message.Origin.TYPED))
    return any(
        is_earnest(body=body, origin=origin, question=question, sent_elsewhere=sent_elsewhere, presets=presets)
        for body, origin in bodies
    )


def _presets_of(person: User) -> list[str]:
    return [text for pair in presets_of(person).values_list("body_en", "body_zh") for text in pair if text]


def _questions(firsts: Sequence[Message]) -> dict[int, str]:
    """By the key of each: what the other side wrote since the person last did; else the last that it wrote before."""
    before = right_before(firsts, MOST_READ, _of_people().filter(recalled_at=None).defer("facts"))
    return {first.pk: _question(first, before[first.pk]) for first in firsts}


def _question(first: Message, before: Sequence[Message]) -> str:
    candidate = first.conversation.candidate_id
    is_candidates = first.sender_id == candidate
    newest = [(one.body, (one.sender_id == candidate) == is_candidates) for one in before]
    asked = [body for body, _is_mine in takewhile(lambda one: not one[1], newest)]
    question = "\n".join(reversed(asked)) or next((body for body, is_mine in newest if not is_mine), "")
    return question[-MAX_QUESTION:]


def digest_of(text: str) -> int | None:
    """The same for texts that differ in numbers, spaces and punctuation alone; None for short ones, which honest people
    share. Salted: it says nothing about the text to who has only the table."""
    plain = "".join(character for character in squash(text) if character.isalpha())
    if is_short(text) or len(plain) < LEAST_LETTERS:
        return None
    key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    return int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8, key=key).digest(), signed=True)


def turn_digest(turn: Sequence[Message]) -> int | None:
    """Of its longest message."""
    return digest_of(max((one.body for one in turn), key=len, default=""))


def _is_pasted_by_others(message: Message) -> bool:
    digest = digest_of(message.body)
    if digest is None:
        return False
    same = Answer.objects.filter(digest=digest, answered_at__gt=message.created_at - LOOK_BACK)
    return same.exclude(answerer=message.sender_id).filter(answered_at__lte=message.created_at).exists()
