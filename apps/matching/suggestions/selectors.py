from apps.accounts.models import User
from apps.matching.facts.topics import open_topics, open_topics_of_resume
from apps.matching.jobs.models import Job
from apps.matching.profile.languages import language_of
from apps.matching.resumes.models import Resume
from apps.matching.skills.models import Skill
from apps.matching.skills.selectors import vocabulary
from apps.matching.suggestions.composing import Ingredients, compose, variant_of

MOST_SHARED = 3


def suggest_first_message(
    *, sender: User, job: Job, resume: Resume | None, language: str | None = None, question: str = ""
) -> str:
    """A first message to edit and send: a skill that posting and résumé both name, and a question that the posting
    (or, for a recruiter, the résumé) leaves open. Never a skill that the résumé doesn't name, not in the job's title
    either. `question` replaces the one that would be asked.

    Without `language` it is that of the question, else for candidates the posting's, else the recipient's.
    """
    by_recruiter = sender.is_recruiter
    recipient = resume.owner if by_recruiter and resume is not None else job.posted_by
    posting = "" if by_recruiter else job.language
    language = language or language_of(question) or posting or (recipient.language if recipient else "") or "en"
    seed = f"{job.pk}:{resume.pk if resume is not None else f'person-{sender.pk}'}:{sender.pk if by_recruiter else ''}"
    shared, title = _shared_skills(job, resume), _title_without_other_skills(job, resume)
    return compose(
        Ingredients(
            side="recruiter" if by_recruiter else "candidate",
            name=recipient.name if recipient is not None else "",
            role=title,
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


def _title_without_other_skills(job: Job, resume: Resume | None) -> str:
    mine = set(resume.skills.values_list("pk", flat=True)) if resume is not None else set()
    others = set(vocabulary().extract(job.title)) - mine
    named = [skill for skill in job.skills.all() if skill.pk not in mine]
    title = job.title.casefold()
    hidden = any(name.casefold() in title for skill in named for name in (skill.name_en, skill.name_zh))
    return "" if others or hidden else job.title


def _open_question(job: Job, resume: Resume | None, language: str, seed: str, *, by_recruiter: bool) -> str:
    topics = open_topics(job)
    if by_recruiter:
        topics = open_topics_of_resume(resume) if resume is not None else []
    if not topics:
        return ""
    topic = topics[variant_of(seed, "topic", min(3, len(topics)))]
    return topic.question(language, variant=variant_of(seed, "wording", 7))
