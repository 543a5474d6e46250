"""Jobs, résumés and skills for tests, of this app and of those above it."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from apps.matching.models import Job, JobSkill, JobStatus, Resume, ResumeSkill, Skill, SkillAlias
from tests.people import CandidateFactory, CompanyFactory


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"skill-{n}")
    name_en = factory.SelfAttribute("slug")
    name_zh = factory.SelfAttribute("slug")
    is_verified = True


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job
        skip_postgeneration_save = True

    company = factory.SubFactory(CompanyFactory)
    title = factory.Sequence(lambda n: f"Job {n}")
    status = JobStatus.OPEN
    published_at = factory.LazyFunction(timezone.now)
    language = "en"

    @factory.post_generation
    def requires(self: Job, create: bool, skills: list[Skill] | None, **kwargs: Any) -> None:
        """`JobFactory(requires=[python])`"""
        for position, skill in enumerate(skills or []):
            JobSkill.objects.create(job=self, skill=skill, required=True, position=position)

    @factory.post_generation
    def likes(self: Job, create: bool, skills: list[Skill] | None, **kwargs: Any) -> None:
        """`JobFactory(likes=[rust])`: nice to have."""
        for position, skill in enumerate(skills or [], start=100):
            JobSkill.objects.create(job=self, skill=skill, required=False, position=position)


class ResumeFactory(DjangoModelFactory):
    class Meta:
        model = Resume
        skip_postgeneration_save = True

    owner = factory.SubFactory(CandidateFactory)
    title = factory.Sequence(lambda n: f"Wanted {n}")
    language = "en"

    @factory.post_generation
    def knows(self: Resume, create: bool, skills: list[Skill] | None, **kwargs: Any) -> None:
        """`ResumeFactory(knows=[python])`"""
        for position, skill in enumerate(skills or []):
            ResumeSkill.objects.create(resume=self, skill=skill, position=position)


def skill(name: str, *aliases: str) -> Skill:
    """A verified skill under this name, with further spellings."""
    made = SkillFactory(slug=name.lower(), name_en=name, name_zh=name)
    for text in (name, *aliases):
        SkillAlias.objects.get_or_create(folded=text.lower(), defaults={"skill": made, "text": text})
    return made
