"""Which presets a person may use, and what they say in a conversation."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from apps.accounts.models import Role, User
from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset
from apps.chat.presets.variables import Rendered, render
from apps.errors import NotFound
from apps.language.pinyin import pinyin_keys
from apps.matching.models import Job

BODIES = ("body_en", "body_zh")
MAX_FOUND = 50
MAX_LOOKED_AT = 600
"""More than a person, their team and the system may keep."""


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
            "keys": search_keys(self.preset),
            "files": [file.name for file in self.preset.files.all()],
        }


def presets_of(user: User) -> QuerySet[Preset]:
    """All that this person may use: their own, their team's, and the system's for their role."""
    return Preset.objects.filter(_usable_by([user]))


def preset_texts(people: Collection[User]) -> dict[int, list[str]]:
    """By person, what all that they may use says, in both languages. One query for all."""
    presets = list(Preset.objects.filter(_usable_by(people)).only("scope", "owner", "company", "audience", *BODIES))
    return {
        person.pk: [
            text
            for preset in presets
            if _is_usable(preset, person)
            for text in (preset.body_en, preset.body_zh)
            if text
        ]
        for person in people
    }


def _usable_by(people: Collection[User]) -> Q:
    companies = [person.company_id for person in people if person.company_id]
    return (
        Q(scope=Preset.Scope.PERSONAL, owner__in=people)
        | Q(scope__in=[Preset.Scope.TEAM, Preset.Scope.JOB], company__in=companies)
        | Q(scope=Preset.Scope.SYSTEM, is_active=True, audience__in=["", *(person.role for person in people)])
    )


def _is_usable(preset: Preset, person: User) -> bool:
    """Of those that some of several people may use, whether this one may."""
    if preset.scope == Preset.Scope.PERSONAL:
        return preset.owner_id == person.pk
    if preset.scope == Preset.Scope.SYSTEM:
        return preset.audience in ("", person.role)
    return preset.company_id == person.company_id


def preset_for(user: User, preset_id: int) -> Preset:
    """One that this person may use; raises NotFound for any other."""
    found = presets_of(user).filter(pk=preset_id).first()
    if found is None:
        raise NotFound
    return found


def find_presets(
    user: User, conversation: Conversation, *, query: str = "", has_ready: bool = True
) -> list[Suggestion]:
    """What `/` offers: one's own before this job's before the team's before the system's, the present stage's first.

    Found by words of either language, in title or text, and by the pinyin of a Chinese title, whole or by initials.
    Without `has_ready` the system's are left out."""
    found = presets_of(user).filter(is_active=True)
    if not has_ready:
        found = found.exclude(scope=Preset.Scope.SYSTEM)
    found = found.filter(~Q(scope=Preset.Scope.JOB) | Q(job__isnull=False, job=conversation.job_id))
    scope = Case(
        When(scope=Preset.Scope.PERSONAL, then=Value(0)),
        When(scope=Preset.Scope.JOB, then=Value(1)),
        When(scope=Preset.Scope.TEAM, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    stage = Case(
        When(stage=conversation.stage, then=Value(0)),
        When(stage="", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    values = values_for(user, conversation)
    ranked = (
        found.annotate(by_scope=scope, by_stage=stage)
        .order_by("by_stage", "by_scope", "id")
        .prefetch_related("files")[:MAX_LOOKED_AT]
    )
    return [_suggestion(preset, user.language, values) for preset in islice(matching(ranked, query), MAX_FOUND)]


def matching(presets: Iterable[Preset], query: str) -> Iterator[Preset]:
    """Those in whose titles, texts or sound all words of the query stand."""
    words = query.casefold().split()[:5]
    return (preset for preset in presets if all(word in _findable(preset) for word in words))


def search_keys(preset: Preset) -> list[str]:
    """What a title is found by beside what is shown: the title in the other language, and how Chinese sounds."""
    return [title.casefold() for title in (preset.title_en, preset.title_zh) if title] + list(
        pinyin_keys(preset.title_zh or preset.title_en)
    )


def _findable(preset: Preset) -> str:
    texts = [preset.body_en.casefold(), preset.body_zh.casefold()]
    return "\n".join([*search_keys(preset), *texts])


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
