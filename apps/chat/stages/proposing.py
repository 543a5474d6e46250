"""The stage that is proposed to a company's side. What a card does moves the stage by itself, because it is sure; a
reading of texts never does: somebody accepts it, dismisses it, or picks another."""

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.turns import standing_messages
from apps.chat.stages.features import STAGE_PROPOSALS
from apps.chat.stages.models import StageProposal
from apps.chat.stages.reading import MOST_TURNS, read_stage
from apps.chat.stages.services import set_stage
from apps.errors import NotFound
from apps.experiments.services import feature_shown, feature_used
from apps.language.dialogues import Turn

PROPOSED = 0.6
"""Least share of right readings, as the model estimates it; `manage.py evaluate stages` measures those above it."""

NEW_TURNS = 2
"""So many turns after a dismissal, the same stage may be proposed again."""

Stage = Conversation.Stage


def propose_stage(conversation: Conversation, viewer: User) -> StageProposal | None:
    """What is open for an answer now, or None. The same one until something new is said."""
    is_job = conversation.kind == Conversation.Kind.JOB and conversation.stage != Stage.CLOSED
    if not is_job or viewer.pk == conversation.candidate_id:
        return None
    said = list(_said_since(conversation))
    if not said:
        return None
    proposal = StageProposal.objects.filter(conversation=conversation, seq=said[-1].seq).first()
    proposal = proposal or _read(conversation, said)
    if proposal is None or proposal.answer or proposal.stage == conversation.stage:
        return None
    return proposal if feature_shown(STAGE_PROPOSALS, viewer, conversation=conversation.pk) else None


def _said_since(conversation: Conversation) -> list[Message]:
    """The last turns; nothing where none of them is newer than the last move of the stage."""
    moves = Message.objects.filter(conversation=conversation, kind=Message.Kind.SYSTEM, facts__type="stage")
    moved = moves.order_by("-seq").values_list("seq", flat=True).first() or 0
    said = list(standing_messages(conversation).exclude(body="").order_by("-seq")[:MOST_TURNS])[::-1]
    return said if said and said[-1].seq > moved else []


def _is_dismissed(conversation: Conversation, stage: str, said: list[Message]) -> bool:
    """Whether the same was dismissed, and one turn at most was said since: that may be the end of what was meant."""
    dismissed = StageProposal.objects.filter(
        conversation=conversation, answer=StageProposal.Answer.DISMISSED, stage=stage
    )
    last = dismissed.order_by("-seq").values_list("seq", flat=True).first()
    return last is not None and sum(message.seq > last for message in said) < NEW_TURNS


def _read(conversation: Conversation, said: list[Message]) -> StageProposal | None:
    turns = [
        Turn("candidate" if message.sender_id == conversation.candidate_id else "recruiter", message.body)
        for message in said
    ]
    reading = read_stage(turns)
    if reading is None or reading.sureness < PROPOSED or reading.stage in (conversation.stage, Stage.GREETING):
        return None
    if _is_dismissed(conversation, reading.stage, said):
        return None
    proposal = StageProposal(
        conversation=conversation,
        seq=said[-1].seq,
        stage=reading.stage,
        sureness=reading.sureness,
        proposed_at=timezone.now(),
    )
    # Two colleagues may look at once: one row holds both.
    StageProposal.objects.bulk_create([proposal], ignore_conflicts=True)
    return StageProposal.objects.get(conversation=conversation, seq=proposal.seq)


@transaction.atomic
def answer_proposal(*, by: User, proposal_id: int, accepts: bool) -> StageProposal:
    """Moves the conversation there, by this person, or leaves it. The first answer counts; NotFound for everybody but
    the company's side. Raises SomebodyWaits instead of closing where somebody waits."""
    mine = Conversation.objects.for_user(by).filter(kind=Conversation.Kind.JOB).exclude(candidate=by)
    proposal = StageProposal.objects.filter(pk=proposal_id, conversation__in=mine).first()
    if proposal is None:
        raise NotFound
    answer = StageProposal.Answer.ACCEPTED if accepts else StageProposal.Answer.DISMISSED
    is_first = StageProposal.objects.filter(pk=proposal.pk, answer="").update(
        answer=answer, answered_by=by, answered_at=timezone.now()
    )
    if is_first:
        feature_used(STAGE_PROPOSALS, by, conversation=proposal.conversation_id)
        if accepts:
            set_stage(by=by, conversation_id=proposal.conversation_id, stage=proposal.stage)
    proposal.refresh_from_db()
    return proposal
