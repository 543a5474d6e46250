"""Which presets a person may use, and what they say in a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from apps.accounts.models import Role, User
from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset
from apps.chat.presets.variables import Rendered, render
from apps.matching.models import Job

MAX_FOUND = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A preset as it reads in this conversation."""

    preset: Preset
    title: str
    rendered: Rendered

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.preset.pk,
            "scope": self.preset.scope,
            "stage": self.preset.stage,
            "title": self.title,
            "text": self.rendered.text,
            "prompts": list(self.rendered.prompts),
        }


def presets_of(user: User) -> QuerySet[Preset]:
    """All that this person may use: their own, their team's, and the system's for their role."""
    mine = Q(scope=Preset.Scope.PERSONAL, owner=user)
    if user.company_id:
        mine |= Q(scope=Preset.Scope.TEAM, company=user.company_id)
    mine |= Q(scope=Preset.Scope.SYSTEM, is_active=True, audience__in=["", user.role])
    return Preset.objects.filter(mine)


def find_presets(user: User, conversation: Conversation, *, query: str = "") -> list[Suggestion]:
    """What `/` offers: one's own before the team's before the system's, the present stage's first."""
    found = presets_of(user).filter(is_active=True)
    for word in query.split()[:5]:
        found = found.filter(
            Q(title_en__icontains=word)
            | Q(title_zh__icontains=word)
            | Q(body_en__icontains=word)
            | Q(body_zh__icontains=word)
        )
    scope = Case(
        When(scope=Preset.Scope.PERSONAL, then=Value(0)),
        When(scope=Preset.Scope.TEAM, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    stage = Case(
        When(stage=conversation.stage, then=Value(0)),
        When(stage="", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    values = values_for(user, conversation)
    return [
        _suggestion(preset, user.language, values)
        for preset in found.annotate(by_scope=scope, by_stage=stage).order_by("by_stage", "by_scope", "id")[:MAX_FOUND]
    ]


def render_preset(preset: Preset, user: User, conversation: Conversation) -> Suggestion:
    return _suggestion(preset, user.language, values_for(user, conversation))


def values_for(user: User, conversation: Conversation) -> dict[str, str]:
    """What the variables stand for, when this person writes here."""
    other = conversation.recruiter if user.pk == conversation.candidate_id else conversation.candidate
    return preset_values(
        me=user, other=other, candidate=conversation.candidate, recruiter=conversation.recruiter, job=conversation.job
    )


def preset_values(
    *, me: User, other: User | None, candidate: User | None, recruiter: User | None, job: Job | None
) -> dict[str, str]:
    company = job.company if job else None
    return {
        "me.name": me.name,
        "other.name": other.name if other else "",
        "candidate.name": candidate.name if candidate else "",
        "recruiter.name": me.name if me.role == Role.RECRUITER else recruiter.name if recruiter else "",
        "company.name": company.name if company else "",
        "job.title": job.title if job else "",
        "job.city": job.city if job else "",
    }


def _suggestion(preset: Preset, language: str, values: Mapping[str, str]) -> Suggestion:
    title, body = preset.words(language)
    return Suggestion(preset=preset, title=title, rendered=render(body, values))
