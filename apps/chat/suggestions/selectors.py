"""What could be said to the question that stands last in a conversation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.accounts.models import User
from apps.accounts.people.selectors import is_blocked_between
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.turns import standing_messages
from apps.chat.presets.models import Preset
from apps.chat.presets.selectors import presets_of, render_preset
from apps.chat.scam.selectors import warnings_in
from apps.chat.suggestions.models import Suggestion
from apps.language import detect
from apps.language.dialogues import Side, Turn
from apps.matching.models import Resume
from apps.matching.suggestions.replying import StatedFact, SuggestedReply, suggest_replies
from apps.matching.suggestions.stated import stated_of_job, stated_of_resume

LOOK_BACK = 8
MOST_PRESETS = 20
MOST_ACCEPTED = 10
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """`question` is the message under which the replies stand."""

    question: Message
    replies: list[SuggestedReply]


def offer_for(conversation: Conversation, viewer: User) -> Offer | None:
    """None where it isn't this person's side that is asked, where nothing fits, and where none may be sent."""
    if conversation.kind != Conversation.Kind.JOB or conversation.stage == Conversation.Stage.CLOSED:
        return None
    messages = list(standing_messages(conversation).exclude(body="").order_by("-seq")[:LOOK_BACK])[::-1]
    if not _is_asked(viewer, conversation, messages):
        return None
    by_card = _answered_by_card(messages)
    messages = [message for message in messages if message.pk not in by_card]
    if not _is_asked(viewer, conversation, messages):
        return None
    turns = [Turn(_side(message.sender_id, conversation), message.body) for message in messages]
    side = _side(viewer.pk, conversation)
    language = "en" if detect(messages[-1].body) == "en" else "zh-hans"
    other = conversation.recruiter if side == "candidate" else conversation.candidate
    if other is None or is_blocked_between(viewer, other):
        return None
    if warnings_in(conversation, viewer).filter(message__in=[message.pk for message in messages]).exists():
        return None
    replies = suggest_replies(turns, _facts(conversation, viewer, side, language), side=side)
    return Offer(messages[-1], replies) if replies else None


def _is_asked(viewer: User, conversation: Conversation, messages: Sequence[Message]) -> bool:
    """Whether the other side wrote last."""
    return bool(messages) and _side(messages[-1].sender_id, conversation) != _side(viewer.pk, conversation)


def _answered_by_card(messages: Sequence[Message]) -> set[int]:
    """Questions that the job's card answered, and nobody took the answer back: to say it once more is no reply."""
    answers = Message.objects.filter(reply_to__in=messages, origin=Message.Origin.JOB_CARD, recalled_at=None)
    return set(answers.values_list("reply_to_id", flat=True))


def _side(person_id: int | None, conversation: Conversation) -> Side:
    return "candidate" if person_id == conversation.candidate_id else "recruiter"


def _facts(conversation: Conversation, viewer: User, side: Side, language: str) -> list[StatedFact]:
    stated: Sequence[StatedFact] = ()
    if side == "recruiter" and conversation.job is not None:
        stated = [*stated_of_job(conversation.job, language), *_said_before(conversation, viewer)]
    elif side == "candidate":
        resume = Resume.objects.filter(owner=viewer).first()
        stated = stated_of_resume(resume, language) if resume is not None else ()
    return [*stated, *_own_presets(conversation, viewer)]


def _own_presets(conversation: Conversation, viewer: User) -> Iterator[StatedFact]:
    """What this person wrote to be sent as it stands: neither a question nor a text with places to fill in."""
    mine = presets_of(viewer).filter(scope=Preset.Scope.PERSONAL, is_active=True).order_by("-pk")[:MOST_PRESETS]
    for preset in mine:
        suggestion = render_preset(preset, viewer, conversation)
        text = suggestion.rendered.text.strip()
        if text and not suggestion.rendered.prompts and not text.endswith(("?", "？")):
            yield StatedFact(text, "", suggestion.title, Suggestion.Source.PRESET)


def _said_before(conversation: Conversation, viewer: User) -> Iterator[StatedFact]:
    """What this person answered to others about the same job, from a suggestion that they had edited."""
    taken = Suggestion.objects.filter(
        person=viewer, is_edited=True, conversation__job=conversation.job, message__recalled_at=None
    ).exclude(conversation=conversation)
    for suggestion in taken.select_related("message", "conversation__candidate").order_by("-pk")[:MOST_ACCEPTED]:
        candidate = suggestion.conversation.candidate
        told = suggestion.message.body if suggestion.message else ""
        # A text that names its reader was for that reader.
        names_its_reader = bool(candidate and candidate.name and candidate.name in told)
        if told and len(told) <= MOST_CHARACTERS and not names_its_reader:
            yield StatedFact(told, suggestion.topic, "", Suggestion.Source.ACCEPTED)
