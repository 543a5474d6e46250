"""What companies keep about a person is data about that person, whoever wrote it down: whoever asks for theirs gets it,
with the company's name and without the author's. In the product they never see it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.chat.candidates.models import CandidateNote, CandidateRecord


def export(person: User) -> Mapping[str, Rows]:
    about = CandidateRecord.objects.filter(candidate=person)
    return {
        "kept_by_companies": rows(about, "company__name", "standing", "created_at", "updated_at"),
        "tags_by_companies": rows(about.filter(tags__isnull=False), "company__name", "tags__name"),
        "notes_by_companies": rows(
            CandidateNote.objects.filter(record__candidate=person), "record__company__name", "text", "created_at"
        ),
        "notes_written": rows(CandidateNote.objects.filter(author=person), "text", "created_at"),
    }


def erase(person: User) -> None:
    CandidateRecord.objects.filter(candidate=person).delete()
    CandidateNote.objects.filter(author=person).delete()


register(PersonalData("candidate_records", _("What companies keep about you"), 31, export, erase))
