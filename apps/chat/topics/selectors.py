"""Which topics one tap may ask about: open ones, fit for the stage, gone once asked or answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.accounts.models import Role, User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.topics.models import Chip
from apps.language import near_duplicate
from apps.matching.facts.topics import OpenTopic, open_topics, open_topics_of_resume, topic_names
from apps.matching.models import Resume

MAX_SHOWN = 6
LOOK_BACK = 200
ASKED = 0.6

STAGES: dict[str, tuple[str, ...]] = {
    Conversation.Stage.GREETING: (Conversation.Stage.GREETING, Conversation.Stage.CLARIFY),
    Conversation.Stage.CLARIFY: (Conversation.Stage.CLARIFY, Conversation.Stage.GREETING),
    Conversation.Stage.INTERVIEW: (Conversation.Stage.INTERVIEW, Conversation.Stage.CLARIFY),
    Conversation.Stage.OFFER: (Conversation.Stage.OFFER,),
    Conversation.Stage.CLOSED: (Conversation.Stage.CLOSED,),
}


def chips_for(conversation: Conversation, viewer: User, *, limit: int = MAX_SHOWN) -> list[dict[str, Any]]:
    """The chips that this person sees: `[{"id", "topic", "label", "question", "evidence"}]`. `evidence` quotes the
    words that leave the topic open, where there are any; those topics stand first."""
    if conversation.kind != Conversation.Kind.JOB:
        return []
    audience = Role.CANDIDATE if viewer.pk == conversation.candidate_id else Role.RECRUITER
    stages = STAGES[conversation.stage]
    chips = [
        chip
        for chip in Chip.objects.filter(is_active=True, audience=audience, stage__in=stages)
        if chip.stage in stages
    ]
    texts = list(
        Message.objects.filter(conversation=conversation, recalled_at=None)
        .exclude(kind=Message.Kind.SYSTEM)
        .order_by("-seq")
        .values_list("sender_id", "body")[:LOOK_BACK]
    )
    mine = [body for sender_id, body in texts if sender_id == viewer.pk]
    theirs = [body for sender_id, body in texts if sender_id != viewer.pk]
    vague = _open_topics(conversation, viewer, audience)
    main_of = _main_chips(chips, vague)
    open_chips = []
    for chip in chips:
        is_main = main_of[chip.topic] == chip.pk
        if is_asked(chip, mine) or is_answered(chip, theirs) or (is_main and vague.is_closed(chip.topic)):
            continue
        open_chips.append((vague.evidence.get(chip.topic, "") if is_main else "", chip))
    open_chips.sort(key=lambda pair: (not pair[0], stages.index(pair[1].stage), pair[1].position))
    shown = []
    for evidence, chip in open_chips[:limit]:
        label, question = chip.words(viewer.language)
        shown.append({"id": chip.pk, "topic": chip.topic, "label": label, "question": question, "evidence": evidence})
    return shown


def is_asked(chip: Chip, texts: Iterable[str]) -> bool:
    return any(
        near_duplicate(question, text) >= ASKED for text in texts for question in (chip.question_en, chip.question_zh)
    )


def is_answered(chip: Chip, texts: Iterable[str]) -> bool:
    """Whether one of the other side's texts holds words by which an answer is known."""
    folded = [text.casefold() for text in texts]
    return any(term.casefold() in text for term in chip.answered_terms for text in folded)


@dataclass(frozen=True, slots=True)
class Vague:
    """What the posting or the résumé leaves open: `evidence` by topic ("" where it is silent), of the `known` ones."""

    known: frozenset[str]
    evidence: dict[str, str]

    def is_closed(self, topic: str) -> bool:
        return topic in self.known and topic not in self.evidence


def _main_chips(chips: Iterable[Chip], vague: Vague) -> dict[str, int]:
    """The chip of each topic that asks about what is open: the one that knows the vague words, else the first."""
    first: dict[str, int] = {}
    knowing: dict[str, int] = {}
    for chip in chips:
        first.setdefault(chip.topic, chip.pk)
        evidence = vague.evidence.get(chip.topic, "").casefold()
        if evidence and evidence in {term.casefold() for term in chip.vague_terms}:
            knowing.setdefault(chip.topic, chip.pk)
    return first | knowing


def _open_topics(conversation: Conversation, viewer: User, audience: str) -> Vague:
    found: list[OpenTopic] | None = None
    if audience == Role.CANDIDATE and conversation.job:
        found = open_topics(conversation.job)
    elif audience == Role.RECRUITER:
        resume = Resume.objects.visible_to(viewer).filter(owner=conversation.candidate_id).first()
        found = open_topics_of_resume(resume) if resume else None
    if found is None:
        return Vague(known=frozenset(), evidence={})
    known = topic_names("job" if audience == Role.CANDIDATE else "resume")
    return Vague(known=frozenset(known), evidence={topic.topic: topic.evidence for topic in reversed(found)})
