from apps.accounts.models import User
from apps.matching.facts.topics import open_topics, open_topics_of_resume
from apps.matching.jobs.models import Job
from apps.matching.profile.languages import language_of
from apps.matching.resumes.models import Resume
from apps.matching.skills.models import Skill
from apps.matching.suggestions.composing import Ingredients, compose, variant_of

MOST_SHARED = 3


def suggest_first_message(
    *,
    sender: User,
    job: Job,
    resume: Resume | None,
    language: str | None = None,
    question: str = "",
    variant: int = 0,
) -> str:
    """A first message to edit and send: the job's title and, from a recruiter, the company; a skill that posting and
    résumé both name, and a question that the posting (or, for a recruiter, the résumé) leaves open. It claims no skill
    that the résumé doesn't name; where none is shared it says so by what the résumé does name. `question` replaces the
    one that would be asked; each `variant` words it differently.

    Without `language` it is that of the question, else for candidates the posting's, else the recipient's.
    """
    by_recruiter = sender.is_recruiter
    recipient = resume.owner if by_recruiter and resume is not None else job.posted_by
    posting = "" if by_recruiter else job.language
    language = language or language_of(question) or posting or (recipient.language if recipient else "") or "en"
    seed = f"{job.pk}:{resume.pk if resume is not None else f'person-{sender.pk}'}:{sender.pk if by_recruiter else ''}"
    seed = f"{seed}:{variant}" if variant else seed
    shared = _shared_skills(job, resume)
    company = job.company.name if by_recruiter and job.company else ""
    return compose(
        Ingredients(
            side="recruiter" if by_recruiter else "candidate",
            name=recipient.name if recipient is not None else "",
            role=job.title,
            company=company,
            wanted=resume.title if resume is not None else "",
            skills=tuple(skill.name_in(language) for skill in _chosen(shared, seed)),
            question=question or _open_question(job, resume, language, seed, by_recruiter=by_recruiter),
            seed=seed,
        ),
        language=language,
    )


def _shared_skills(job: Job, resume: Resume | None) -> list[Skill]:
    if resume is None:
        return []
    mine = set(resume.skills.values_list("pk", flat=True))
    wanted = job.job_skills.select_related("skill").order_by("-required", "position", "pk")
    return [link.skill for link in wanted if link.skill_id in mine]


def _chosen(shared: list[Skill], seed: str) -> list[Skill]:
    first = shared[:MOST_SHARED]
    if not first:
        return []
    start = variant_of(seed, "skill", len(first))
    return first[start:] + first[:start]


def _open_question(job: Job, resume: Resume | None, language: str, seed: str, *, by_recruiter: bool) -> str:
    topics = open_topics(job)
    if by_recruiter:
        topics = open_topics_of_resume(resume) if resume is not None else []
    if not topics:
        return ""
    topic = topics[variant_of(seed, "topic", min(3, len(topics)))]
    return topic.question(language, variant=variant_of(seed, "wording", 7))
