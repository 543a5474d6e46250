"""What the two cards about a résumé share: sending it to a company, and what each side then reads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, Who
from apps.chat.conversations.models import Conversation
from apps.errors import Conflict
from apps.matching.models import HiddenEmployer, Resume
from apps.matching.resumes.selectors import is_open_to
from apps.matching.resumes.services import open_resume_to, share_resume_file, withdraw_resume_file

TAKE_FILE_BACK = Action(
    Who.CANDIDATE,
    _("Take the file back"),
    start=("shared",),
    leads="hidden",
    style="quiet",
    counts=False,
    in_closed=True,
)


class NoResumeYet(Conflict):
    code = "no_resume_yet"
    message = _("You have no résumé here yet. Write one first, or upload a file.")


class HiddenFromCompany(Conflict):
    code = "hidden_from_company"
    message = _("You hide your résumé from this company. Change that in your résumé first.")


def send_resume(conversation: Conversation, *, now: datetime) -> None:
    """Lets the conversation's company see the candidate's résumé, and have its file where there is one. Raises
    NoResumeYet, and HiddenFromCompany where the candidate named this company among those that mustn't."""
    candidate, company = conversation.candidate, conversation.company
    resume = Resume.objects.filter(owner=candidate).first() if candidate else None
    if candidate is None or company is None or resume is None:
        raise NoResumeYet
    if HiddenEmployer.objects.filter(resume=resume).meaning(company).exists():
        raise HiddenFromCompany
    open_resume_to(candidate=candidate, company=company)
    if resume.file:
        share_resume_file(candidate=candidate, company=company, now=now)


def take_file_back(conversation: Conversation) -> None:
    if conversation.candidate and conversation.company:
        withdraw_resume_file(candidate=conversation.candidate, company=conversation.company)


def can_send(conversation: Conversation) -> bool:
    return conversation.company_id is not None and Resume.objects.filter(owner=conversation.candidate_id).exists()


def seen_by(cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
    """By card: which résumé the viewer may open, and whether they may have its file. What the rules of résumés say now
    holds, whatever the card once did."""
    candidates = {card.pk: card.conversation.candidate_id for card in cards}
    found = Resume.objects.visible_to(viewer).filter(owner__in=set(candidates.values())).defer("text")
    resumes = {resume.owner_id: resume for resume in found}
    seen: dict[int, dict[str, Any]] = {}
    for card in cards:
        resume = resumes.get(candidates[card.pk])
        if resume is not None:
            may_download = bool(resume.file) and is_open_to(resume, viewer)
            seen[card.pk] = {"resume": resume.pk, "is_mine": resume.owner_id == viewer.pk, "file": may_download}
        else:
            seen[card.pk] = {"is_mine": candidates[card.pk] == viewer.pk}
    return seen
