"""Which topics one tap may ask about: open ones, fit for the stage, gone once asked or answered."""

from collections.abc import Iterable
from typing import Any

from apps.accounts.models import Role, User
from apps.chat.models import Chip, Conversation, Message
from apps.language import near_duplicate
from apps.matching.models import Job

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
    prose = job_text(conversation.job) if audience == Role.CANDIDATE and conversation.job else ""
    open_chips = [
        (evidence_in(prose, chip.vague_terms), chip)
        for chip in chips
        if not is_asked(chip, mine)
        and not is_answered(chip, theirs)
        and not _is_stated(chip, conversation.job, audience)
    ]
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


def evidence_in(prose: str, terms: Iterable[str]) -> str:
    folded = prose.casefold()
    for term in terms:
        at = folded.find(term.casefold())
        if at >= 0:
            return prose[at : at + len(term)]
    return ""


def job_text(job: Job) -> str:
    return "\n".join(
        filter(None, [job.title, job.salary_text, job.description, job.responsibilities, job.requirements])
    )


def _is_stated(chip: Chip, job: Job | None, audience: str) -> bool:
    """Whether the posting's own fields answer it."""
    if job is None or audience != Role.CANDIDATE:
        return False
    if chip.key == "candidate-salary-range":
        return job.salary_min is not None
    if chip.topic == "remote":
        return job.remote is not None
    return False
