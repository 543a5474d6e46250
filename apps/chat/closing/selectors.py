"""Which reasons one may pick, which jobs a no can point to, and how a bulk decline is getting on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.closing.errors import UnknownReason
from apps.chat.closing.models import BulkDecline, BulkDeclineItem, DeclineReason
from apps.chat.conversations.models import Conversation
from apps.errors import NotFound
from apps.matching.models import Job
from apps.matching.recommendations.similar import similar_jobs

SIMILAR = 3


def side_of(conversation: Conversation, person: User) -> str:
    """On whose reasons this person draws here."""
    is_candidates = person.pk == conversation.candidate_id
    return DeclineReason.Side.CANDIDATE if is_candidates else DeclineReason.Side.COMPANY


def reasons_for(side: str) -> list[DeclineReason]:
    return list(DeclineReason.objects.filter(side=side, is_active=True))


def reason_of_side(key: str, side: str) -> DeclineReason:
    reason = DeclineReason.objects.filter(key=key, side=side).first()
    if reason is None:
        raise UnknownReason(field="reason")
    return reason


def similar_for(conversation: Conversation) -> list[int]:
    """Open jobs like this one that its candidate isn't talking about yet, by id."""
    if conversation.job is None or conversation.candidate is None:
        return []
    known = Conversation.objects.filter(candidate=conversation.candidate, job__isnull=False)
    talked_about = list(known.values_list("job_id", flat=True))
    jobs = similar_jobs(conversation.job, reader=conversation.candidate, most=SIMILAR, without=talked_about)
    return [job.pk for job in jobs]


def still_open(cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
    """For the candidate alone: the jobs that each card points to and that are still open."""
    named = {card.pk: card.facts.get("jobs") or [] for card in cards if card.made_by_id != viewer.pk}
    wanted = {pk for jobs in named.values() for pk in jobs} if viewer.is_candidate else set()
    if not wanted:
        return {}
    jobs = Job.objects.listed().filter(pk__in=wanted).select_related("company").defer("search_tokens").in_bulk()
    return {card: {"jobs": [_job_line(jobs[pk]) for pk in ids if pk in jobs]} for card, ids in named.items() if ids}


def _job_line(job: Job) -> dict[str, Any]:
    return {"id": job.pk, "title": job.title, "company": job.company.name if job.company else "", "city": job.city}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a bulk decline is."""

    total: int
    sent: int
    refused: int

    @property
    def waiting(self) -> int:
        return self.total - self.sent - self.refused

    @property
    def is_done(self) -> bool:
        return self.waiting == 0


def bulk_decline_of(person: User, bulk_id: int) -> BulkDecline:
    """One's own; raises NotFound for everybody else's."""
    bulk = BulkDecline.objects.filter(pk=bulk_id, by=person).first()
    if bulk is None:
        raise NotFound
    return bulk


def progress_of(bulk: BulkDecline) -> Progress:
    state = BulkDeclineItem.State
    counts = bulk.items.aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(state=state.SENT)),
        refused=Count("pk", filter=Q(state=state.REFUSED)),
    )
    return Progress(**counts)
