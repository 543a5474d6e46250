"""Whether what a person wrote in their turn answers the other side in earnest."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from django.conf import settings
from django.db.models import Min, OuterRef, QuerySet

from apps.chat.answers.earnest import OWN_ORIGINS, is_earnest, is_short
from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.messages.selectors import right_before
from apps.chat.messages.turns import by_side
from apps.chat.presets.selectors import preset_texts
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
    """As `answers_in_earnest` of each: a query more for each further author, and the sentence model asked once."""
    said = [
        [one for one in turn if one.body and one.recalled_at is None and one.origin in OWN_ORIGINS] for turn in turns
    ]
    firsts = [turn[0] for turn, own in zip(turns, said, strict=True) if own]
    if not firsts:
        return [False] * len(turns)
    questions, sent = _questions(firsts), _sent_lately(firsts)
    pasted = _pasted_by_others([one for own in said for one in own])
    presets = preset_texts({first.sender for first in firsts if first.sender})
    embed([*questions.values(), *(one.body for own in said for one in own)])  # it remembers them for each turn's look
    found = []
    for turn, all_own in zip(turns, said, strict=True):
        own = [one for one in all_own if one.pk not in pasted]
        if not own:
            found.append(False)
            continue
        first, known = turn[0], {one.pk for one in turn}
        assert first.sender_id is not None
        elsewhere = [
            one.body for one in sent[first.sender_id] if one.created_at <= first.created_at and one.pk not in known
        ]
        found.append(_is_earnest(own, questions[first.pk], elsewhere[:MOST_COMPARED], presets[first.sender_id]))
    return found


def _is_earnest(own: Sequence[Message], question: str, sent_elsewhere: Sequence[str], presets: Sequence[str]) -> bool:
    bodies = [(one.body, one.origin) for one in own]
    if len(own) > 1:
        bodies.append(("\n".join(one.body for one in own), Message.Origin.TYPED))
    return any(
        is_earnest(body=body, origin=origin, question=question, sent_elsewhere=sent_elsewhere, presets=presets)
        for body, origin in bodies
    )


def _sent_lately(firsts: Sequence[Message]) -> dict[int, list[Message]]:
    """By sender of these messages, what they had sent, to anybody, newest first: a few more than are compared. A query
    for each, for some have sent ten thousand."""
    times: dict[int, list[datetime]] = defaultdict(list)
    for first in firsts:
        assert first.sender_id is not None
        times[first.sender_id].append(first.created_at)
    found = {}
    for sender, own in times.items():
        sent = Message.objects.filter(sender=sender, created_at__gt=min(own) - LOOK_BACK, created_at__lte=max(own))
        newest = sent.exclude(body="").only("body", "created_at").order_by("-created_at")
        found[sender] = list(newest[: MOST_COMPARED + MOST_OF_A_TURN + len(own)])
    return found


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


def _pasted_by_others(messages: Sequence[Message]) -> set[int]:
    """The keys of those that somebody else had answered with nearly so before."""
    digests = {one.pk: digest for one in messages if (digest := digest_of(one.body)) is not None}
    if not digests:
        return set()
    times = [one.created_at for one in messages]
    same = Answer.objects.filter(
        digest__in=set(digests.values()), answered_at__gt=min(times) - LOOK_BACK, answered_at__lte=max(times)
    )
    authors: dict[int | None, list[tuple[int, datetime]]] = defaultdict(list)
    for digest, author, earliest in same.values_list("digest", "answerer").annotate(Min("answered_at")):
        authors[digest].append((author, earliest))
    return {
        one.pk
        for one in messages
        if any(author != one.sender_id and at <= one.created_at for author, at in authors[digests.get(one.pk)])
    }
