"""Writing down what a company's people know of a candidate."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Company, User
from apps.chat.candidates.models import CandidateNote, CandidateRecord, CandidateTag
from apps.chat.candidates.selectors import MOST_NOTES, MOST_TAGS, candidate_for
from apps.errors import InvalidInput, NotFound
from apps.language.cleaning import UnusableText, clean

MAX_NOTE = 2000
MAX_TAG = 30
MOST_TAGS_EACH = 12


@transaction.atomic
def add_note(*, by: User, candidate_id: int, text: str) -> CandidateNote:
    """Raises NotFound for a candidate with whom the company has no conversation."""
    record = _record(by, candidate_id)
    text = _cleaned(text, MAX_NOTE, "text")
    if record.notes.count() >= MOST_NOTES:
        raise InvalidInput(_("There are 100 notes already. Delete one that nobody needs any more."), field="text")
    return CandidateNote.objects.create(record=record, author=by, text=text)


def delete_note(*, by: User, candidate_id: int, note_id: int) -> None:
    """One's own; a colleague's can't be found."""
    candidate = candidate_for(by, candidate_id)
    own = CandidateNote.objects.filter(
        pk=note_id, author=by, record__company=by.company_id, record__candidate=candidate
    )
    if not own.delete()[0]:
        raise NotFound


@transaction.atomic
def set_standing(*, by: User, candidate_id: int, standing: str) -> CandidateRecord:
    if standing not in CandidateRecord.Standing.values:
        raise InvalidInput(field="standing")
    record = _record(by, candidate_id)
    record.standing = standing
    record.save(update_fields=["standing", "updated_at"])
    return record


@transaction.atomic
def tag_candidate(*, by: User, candidate_id: int, name: str) -> CandidateTag:
    """Adds the company's tag of this name, whatever its case; a name that is new becomes one."""
    record = _record(by, candidate_id)
    name = " ".join(_cleaned(name, MAX_TAG, "tag").split())
    tag = CandidateTag.objects.filter(company=record.company_id, name__iexact=name).first()
    if tag is None:
        # Two who add one at once wait here for each other, so that both are counted and one name is one tag.
        Company.objects.select_for_update().get(pk=record.company_id)
        tag = CandidateTag.objects.filter(company=record.company_id, name__iexact=name).first()
    if tag is None:
        if CandidateTag.objects.filter(company=record.company_id).count() >= MOST_TAGS:
            raise InvalidInput(_("Your company has 50 tags already. Use one of them."), field="tag")
        tag = CandidateTag.objects.create(company_id=record.company_id, name=name)
    if record.tags.exclude(pk=tag.pk).count() >= MOST_TAGS_EACH:
        raise InvalidInput(_("A candidate may have up to 12 tags."), field="tag")
    record.tags.add(tag)
    return tag


@transaction.atomic
def untag_candidate(*, by: User, candidate_id: int, tag_id: int) -> None:
    """A tag that nobody has any more is gone."""
    record = _record(by, candidate_id)
    tag = CandidateTag.objects.filter(company=record.company_id, pk=tag_id).first()
    if tag is None:
        raise NotFound
    record.tags.remove(tag)
    if not tag.records.exists():
        tag.delete()


def _record(by: User, candidate_id: int) -> CandidateRecord:
    """The record under its lock, begun where there is none."""
    candidate = candidate_for(by, candidate_id)
    return CandidateRecord.objects.select_for_update().get_or_create(company=by.company, candidate=candidate)[0]


def _cleaned(text: str, longest: int, field: str) -> str:
    try:
        return clean(text, max_length=longest)
    except UnusableText as error:
        if error.code == "empty":
            raise InvalidInput(_("Write something first."), field=field) from error
        if error.code == "too_long":
            raise InvalidInput(_("That is too long."), field=field) from error
        raise InvalidInput(field=field) from error
