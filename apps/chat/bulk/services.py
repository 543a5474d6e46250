"""One thing done with many conversations: each by itself, so that one which refuses holds up no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.candidates.services import tag_candidate
from apps.chat.conversations.models import Conversation
from apps.chat.inbox.services import set_archived
from apps.chat.participants.services import hand_over
from apps.errors import DomainError, InvalidInput, NotFound

MOST = 100


@dataclass(frozen=True, slots=True)
class Refused:
    """A conversation in which it didn't work, and why."""

    conversation: int
    name: str
    code: str
    detail: str


@dataclass(slots=True)
class Outcome:
    done: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "done": self.done,
            "refused": [
                {"conversation": one.conversation, "code": one.code, "detail": one.detail} for one in self.refused
            ],
        }


def archive_many(*, by: User, conversation_ids: Sequence[int], on: bool = True) -> Outcome:
    return _each(by, conversation_ids, lambda one: set_archived(user=by, conversation_id=one.pk, on=on))


def tag_many(*, by: User, conversation_ids: Sequence[int], name: str) -> Outcome:
    """Tags the candidates of these conversations."""
    return _each(by, conversation_ids, lambda one: tag_candidate(by=by, candidate_id=_candidate(one), name=name))


def hand_over_many(*, by: User, conversation_ids: Sequence[int], to: User, words: str = "") -> Outcome:
    return _each(by, conversation_ids, lambda one: hand_over(by=by, conversation_id=one.pk, to=to, words=words))


def selected(by: User, conversation_ids: Sequence[int]) -> list[Conversation]:
    """Those of them in which the person takes part, in their order. Raises InvalidInput for none or too many, and
    NotFound where not one is theirs."""
    wanted = list(dict.fromkeys(conversation_ids))
    if not wanted:
        raise InvalidInput(_("Select at least one conversation."), field="conversations")
    if len(wanted) > MOST:
        raise InvalidInput(
            _("That's more than %(most)s at once. Select fewer.") % {"most": MOST}, field="conversations"
        )
    found = Conversation.objects.for_user(by).select_related("candidate").in_bulk(wanted)
    if not found:
        raise NotFound
    return [found[pk] for pk in wanted if pk in found]


def _each(by: User, conversation_ids: Sequence[int], act: Callable[[Conversation], Any]) -> Outcome:
    outcome = Outcome()
    mine = {conversation.pk: conversation for conversation in selected(by, conversation_ids)}
    for pk in dict.fromkeys(conversation_ids):
        conversation = mine.get(pk)
        try:
            if conversation is None:
                raise NotFound
            with transaction.atomic():
                act(conversation)
        except DomainError as refusal:
            outcome.refused.append(Refused(pk, _name(conversation), refusal.code, str(refusal)))
        else:
            outcome.done.append(pk)
    return outcome


def _name(conversation: Conversation | None) -> str:
    if conversation is None:
        return ""
    return conversation.candidate.name if conversation.candidate else conversation.title


def _candidate(conversation: Conversation) -> int:
    if conversation.kind != Conversation.Kind.JOB or conversation.candidate_id is None:
        raise InvalidInput(_("This conversation is about no candidate."))
    return conversation.candidate_id
