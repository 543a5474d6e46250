from dataclasses import dataclass

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.resumes.masking import masked
from apps.matching.resumes.models import Resume, ResumeAccess
from apps.matching.resumes.reading import named_to
from apps.matching.skills.models import Skill

SECTIONS = ("summary", "experience", "projects", "education", "languages")


def resume_of(person: User) -> Resume | None:
    """The person's own résumé, with its vector."""
    return Resume.objects.select_related("vector").filter(owner=person).first()


@dataclass(frozen=True, slots=True)
class ResumeView:
    """A résumé for one reader; contacts in its texts are masked unless the file was shared with them. An anonymous one
    is a card: the work, skills, years and the place, without name, prose and file."""

    resume: Resume
    skills: list[Skill]
    sections: list[tuple[str, str]]
    may_download: bool
    is_mine: bool
    is_anonymous: bool


def resume_view(reader: User, resume_id: int) -> ResumeView:
    """Raises NotFound unless the reader may see the résumé."""
    resume = (
        Resume.objects.visible_to(reader)
        .select_related("owner", "owner__responsiveness")
        .defer("text")
        .filter(pk=resume_id)
        .first()
    )
    if resume is None:
        raise NotFound
    is_named = bool(named_to(reader, [resume]))
    shared = is_named and is_open_to(resume, reader)
    texts = [(name, getattr(resume, name)) for name in SECTIONS]
    return ResumeView(
        resume=resume,
        skills=[link.skill for link in resume.resume_skills.select_related("skill")],
        sections=[(name, text if shared else masked(text)) for name, text in texts if text and is_named],
        may_download=bool(resume.file) and shared,
        is_mine=resume.owner_id == reader.pk,
        is_anonymous=not is_named,
    )


def file_for(reader: User, resume_id: int) -> Resume:
    """The résumé whose file the reader may download: its owner, and companies to whom it is open or was shared.
    Raises NotFound for everybody else, and where there is no file."""
    resume = Resume.objects.visible_to(reader).filter(pk=resume_id).exclude(file="").first()
    if resume is None or not named_to(reader, [resume]) or not is_open_to(resume, reader):
        raise NotFound
    return resume


def is_open_to(resume: Resume, reader: User) -> bool:
    """Whether this reader, who may see the résumé, may also have its file and read the contacts in it."""
    if resume.owner_id == reader.pk or resume.file_open:
        return True
    return ResumeAccess.objects.filter(resume=resume, company=reader.company_id, file_shared_at__isnull=False).exists()
