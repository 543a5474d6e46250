"""A company's record of a candidate, for its own recruiters alone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from apps.accounts.models import User
from apps.chat.candidates.models import CandidateNote, CandidateRecord, CandidateTag
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.moments import iso
from apps.errors import NotFound

MOST_NOTES = 100
MOST_TAGS = 50
"""Of a company."""


@dataclass(frozen=True, slots=True)
class Record:
    """`tags` are those of this candidate, `known_tags` all of the company; notes stand newest first."""

    candidate: User
    standing: str
    tags: list[CandidateTag]
    known_tags: list[CandidateTag]
    notes: list[CandidateNote]

    def as_dict(self) -> dict[str, Any]:
        return {
            "candidate": self.candidate.pk,
            "standing": self.standing,
            "tags": [{"id": tag.pk, "name": tag.name} for tag in self.tags],
            "notes": [
                {
                    "id": note.pk,
                    "author": note.author_id,
                    "author_name": note.author.name,
                    "text": note.text,
                    "created_at": iso(note.created_at),
                }
                for note in self.notes
            ],
        }


def candidate_for(viewer: User, candidate_id: int) -> User:
    """A candidate with whom the recruiter's company has a conversation; NotFound for everybody else."""
    if viewer.company_id is None or not viewer.is_recruiter:
        raise NotFound
    theirs = Conversation.objects.filter(
        kind=Conversation.Kind.JOB, company=viewer.company_id, candidate=candidate_id, candidate__is_active=True
    )
    conversation = theirs.select_related("candidate").first()
    if conversation is None or conversation.candidate is None:
        raise NotFound
    return conversation.candidate


def record_for(viewer: User, candidate_id: int) -> Record:
    """Empty where nobody has written anything down. Raises NotFound for whose it isn't."""
    candidate = candidate_for(viewer, candidate_id)
    record = CandidateRecord.objects.filter(company=viewer.company_id, candidate=candidate).first()
    return Record(
        candidate=candidate,
        standing=record.standing if record else "",
        tags=list(record.tags.order_by("name")) if record else [],
        known_tags=list(tags_of(viewer)[:MOST_TAGS]),
        notes=list(record.notes.select_related("author").order_by("-pk")[:MOST_NOTES]) if record else [],
    )


def tags_of(viewer: User) -> QuerySet[Any]:
    """The tags of the recruiter's company, with `people`, how many candidates have each."""
    if viewer.company_id is None or not viewer.is_recruiter:
        return CandidateTag.objects.none()
    return CandidateTag.objects.filter(company=viewer.company_id).annotate(people=Count("records")).order_by("name")


def tagged(viewer: User, tag_id: int) -> QuerySet[CandidateRecord]:
    """Records that have this tag of the viewer's company."""
    if viewer.company_id is None or not viewer.is_recruiter:
        return CandidateRecord.objects.none()
    return CandidateRecord.objects.filter(company=viewer.company_id, tags=tag_id)
