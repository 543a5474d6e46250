from apps.matching.profile.prose import paragraphs
from apps.matching.resumes.models import Resume


def meaning_of_resume(resume: Resume) -> str:
    """What somebody has done and wants, without what ranking looks at by itself."""
    return paragraphs([resume.title, resume.summary, resume.experience, resume.projects])
