from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from apps.accounts.models import Company, User
from apps.errors import NotFound
from apps.events.services import publish
from apps.matching.parsing.documents import Document, read_document
from apps.matching.parsing.resumes import ParsedResume
from apps.matching.profile.languages import language_of
from apps.matching.profile.writing import apply_fields
from apps.matching.resumes.errors import ResumeTaken
from apps.matching.resumes.events import ResumeSaved
from apps.matching.resumes.hiding import fold_company
from apps.matching.resumes.models import HiddenEmployer, Resume, ResumeAccess, ResumeSkill, ResumeVisibility
from apps.matching.resumes.prose import meaning_of_resume
from apps.matching.skills.selectors import vocabulary
from apps.matching.skills.services import MAX_SKILLS, named_skills
from apps.uploads.scanning import scan
from apps.uploads.services import count_upload
from apps.uploads.storing import storing


class ResumeFields(TypedDict, total=False):
    """What a résumé may state. None and "" mean that it doesn't; pay is what its owner expects.
    `education`, `experience`, `projects` and `languages` may also be lists, of strings or of entries."""

    person_name: str | None
    title: str | None
    years_experience: int | None
    city: str | None
    region: str | None
    remote_ok: bool | None
    industry: str | None
    degree: str | None
    salary_min: int | None
    salary_max: int | None
    salary_currency: str | None
    salary_period: str | None
    salary_text: str | None
    education: Any
    summary: str | None
    experience: Any
    projects: Any
    languages: Any
    availability: str | None
    language: str | None
    visibility: str
    personalised: bool
    file_open: bool


@dataclass(frozen=True)
class Upload:
    """What became of an uploaded file: the résumé, and the names of the fields that it filled."""

    resume: Resume
    filled: tuple[str, ...]


@transaction.atomic
def save_resume(
    *,
    owner: User,
    skills: Sequence[str] | None = None,
    hidden_from: Sequence[str] | None = None,
    **fields: Unpack[ResumeFields],
) -> Resume:
    """Fills in or changes the one résumé of a person; what isn't passed stays. `hidden_from` are names of companies,
    which need not be here."""
    resume, _is_new = Resume.objects.select_for_update().get_or_create(owner=owner)
    write_resume(resume, fields=fields, skills=skills)
    if hidden_from is not None:
        _hide_from(resume, hidden_from)
    publish(ResumeSaved(resume=resume.pk, owner=owner.pk))
    return resume


def _hide_from(resume: Resume, names: Sequence[str]) -> None:
    """From these companies, as typed, and from no others."""
    folded = {fold_company(name): name[:120] for name in names if fold_company(name).strip()}
    HiddenEmployer.objects.filter(resume=resume).exclude(folded__in=folded).delete()
    known = set(HiddenEmployer.objects.filter(resume=resume).values_list("folded", flat=True))
    HiddenEmployer.objects.bulk_create(
        HiddenEmployer(resume=resume, name=name, folded=key[:130]) for key, name in folded.items() if key not in known
    )


def write_resume(resume: Resume, *, fields: ResumeFields, skills: Sequence[str] | None) -> None:
    """Saves fields and skills (None leaves them). For services that hold the transaction."""
    apply_fields(resume, fields)
    resume.language = resume.language or language_of(meaning_of_resume(resume))
    resume.save()
    if skills is None:
        return
    named = named_skills(skills)
    ResumeSkill.objects.filter(resume=resume).exclude(skill__in=named).delete()
    for position, skill in enumerate(named):
        ResumeSkill.objects.update_or_create(resume=resume, skill=skill, defaults={"position": position})


def upload_resume(*, owner: User, name: str, content: bytes) -> Upload:
    """Keeps the file as the person's résumé file and fills what they haven't stated yet from it. Raises as
    `read_uploaded` does."""
    return keep_uploaded(owner=owner, name=name, content=content, document=read_uploaded(owner=owner, content=content))


def read_uploaded(*, owner: User, content: bytes) -> Document:
    """What it says, found out before anything is locked. Raises a DocumentRefused for files that can't be taken,
    TooManyUploads, FileInfected and ScannerAway."""
    count_upload(person=owner.pk, kind="resume")
    scan(content, field="file")
    return read_document(content, vocabulary=vocabulary(), today=timezone.localdate())


def keep_uploaded(*, owner: User, name: str, content: bytes, document: Document) -> Upload:
    """What they wrote themselves stays. A first résumé shows only to companies they talk with until they have looked it
    over."""
    with storing(), transaction.atomic():
        resume, _is_new = Resume.objects.select_for_update().get_or_create(
            owner=owner, defaults={"visibility": ResumeVisibility.CONTACTED}
        )
        filled = _fill(resume, document.parsed, owner)
        old = resume.file.name
        _keep_file(resume, name, content, document)
        if old:
            transaction.on_commit(lambda: default_storage.delete(old))
        publish(ResumeSaved(resume=resume.pk, owner=owner.pk))
    return Upload(resume=resume, filled=filled)


def _fill(resume: Resume, parsed: ParsedResume, owner: User) -> tuple[str, ...]:
    found = {name: value for name, value in parsed.fields.items() if value not in (None, "")}
    pay = {name for name in found if name.startswith("salary_")}
    if resume.salary_min or resume.salary_max or resume.salary_text:
        found = {name: value for name, value in found.items() if name not in pay}
    fresh: Any = {name: value for name, value in found.items() if getattr(resume, name) in (None, "")}
    has_skills = resume.resume_skills.exists()
    skills = [] if has_skills else list(parsed.skills[:MAX_SKILLS])
    write_resume(resume, fields=fresh, skills=skills or None)
    return (*fresh, "skills") if skills else tuple(fresh)


def _keep_file(resume: Resume, name: str, content: bytes, document: Document) -> None:
    stem = get_valid_filename(name.rsplit("/")[-1].rsplit("\\")[-1].rsplit(".", 1)[0] or "resume")[:100]
    resume.file_name = f"{stem}.{document.extension}"
    resume.text = document.text
    resume.file.save(f"{resume.pk}.{document.extension}", ContentFile(content), save=False)
    resume.save(update_fields=["file", "file_name", "text", "updated_at"])


@transaction.atomic
def remove_resume_file(*, owner: User) -> None:
    """Forgets the file and its text; the fields stay."""
    resume = Resume.objects.select_for_update().filter(owner=owner).first()
    if resume is None or not resume.file:
        return
    name = str(resume.file.name)
    transaction.on_commit(lambda: default_storage.delete(name))
    Resume.objects.filter(pk=resume.pk).update(file="", file_name="", text="")


@transaction.atomic
def claim_resume(*, resume: Resume, owner: User) -> Resume:
    """Gives an imported résumé to its person. Raises ResumeTaken when either already belongs elsewhere."""
    if Resume.objects.filter(owner=owner).exists():
        raise ResumeTaken
    if not Resume.objects.filter(pk=resume.pk, owner=None).update(owner=owner, updated_at=timezone.now()):
        raise ResumeTaken
    resume.refresh_from_db()
    publish(ResumeSaved(resume=resume.pk, owner=owner.pk))
    return resume


def open_resume_to(*, candidate: User, company: Company) -> None:
    """This company talks with the candidate now, so it may see the résumé whatever its visibility. Harmless twice."""
    resume = Resume.objects.filter(owner=candidate).first()
    if resume is not None:
        ResumeAccess.objects.get_or_create(resume=resume, company=company)


@transaction.atomic
def share_resume_file(*, candidate: User, company: Company, now: datetime | None = None) -> None:
    """The candidate lets this company download the file and read the contacts in it. Raises NotFound without one."""
    resume = Resume.objects.filter(owner=candidate).exclude(file="").first()
    if resume is None:
        raise NotFound
    ResumeAccess.objects.update_or_create(
        resume=resume, company=company, defaults={"file_shared_at": now or timezone.now()}
    )


def withdraw_resume_file(*, candidate: User, company: Company) -> None:
    """The company can't download the file any more; what it saved itself is beyond us."""
    ResumeAccess.objects.filter(resume__owner=candidate, company=company).update(file_shared_at=None)
