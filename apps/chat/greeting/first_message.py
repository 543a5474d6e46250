"""What of a suggested first message came from where."""

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.facts import Fact
from apps.matching.models import Job, Resume
from apps.matching.skills.selectors import vocabulary
from apps.ui.spacing import space_out


def named_in(text: str, job: Job, resume: Resume | None, sender: User) -> list[Fact]:
    """What the text says of the job and of the résumé, so that the sender knows where it came from."""
    said = set(vocabulary().extract(text))
    skills = [str(skill) for skill in job.skills.all() if skill.pk in said]
    facts = [
        Fact(_("The job"), job.title if _says(text, job.title) else ""),
        Fact(_("Company"), job.company.name if job.company and _says(text, job.company.name) else ""),
        Fact(_("In the posting and in the résumé"), ", ".join(skills) if resume else ""),
        Fact(_("Your name"), sender.name if sender.name in text else ""),
    ]
    return [fact for fact in facts if fact.value]


def _says(text: str, words: str) -> bool:
    """Also with the thin space between Chinese and Latin writing."""
    return words in text or space_out(words) in text
