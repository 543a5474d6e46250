from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Length

from apps.accounts.models import User
from apps.kept import KeptFromRows
from apps.matching.skills.folding import fold_skill
from apps.matching.skills.models import Skill, SkillAlias
from apps.matching.skills.vocabulary import Spelling, Vocabulary


def _spelt(aliases: QuerySet[SkillAlias]) -> Vocabulary:
    rows = aliases.order_by("pk").values_list("text", "skill_id", "reach")
    return Vocabulary(Spelling(text=text, skill_id=skill_id, reach=reach) for text, skill_id, reach in rows)


vocabulary = KeptFromRows(SkillAlias.objects.all, _spelt)
"""All spellings of all skills."""


def _own(reader: User) -> QuerySet[Any]:
    """Links to a skill that are the reader's own."""
    if reader.is_recruiter and reader.company_id:
        return Skill.jobs.through.objects.filter(skill=OuterRef("pk"), job__company=reader.company_id)
    return Skill.resumes.through.objects.filter(skill=OuterRef("pk"), resume__owner=reader.pk)


def find_skills(query: str, *, reader: User, limit: int = 12) -> QuerySet[Skill]:
    """Skills whose names or other spellings begin with or hold `query`, verified ones first, then those whose names
    begin with it, then by the shortest spelling that does. Only such as an operator confirmed, and those that stand in
    the reader's own résumé or their company's jobs: what somebody else uploaded is theirs alone."""
    folded = fold_skill(query)
    if not folded:
        return Skill.objects.none()
    spellings = SkillAlias.objects.filter(skill=OuterRef("pk"))
    lengths = spellings.annotate(length=Length("folded")).order_by("length")
    return (
        Skill.objects.filter(Q(is_verified=True) | Exists(_own(reader)))
        .filter(Exists(spellings.filter(folded__contains=folded)))
        .annotate(
            is_named=Case(When(Q(name_en__istartswith=query) | Q(name_zh__istartswith=query), then=0), default=1),
            closest=Subquery(lengths.filter(folded__startswith=folded).values("length")[:1]),
        )
        .order_by("-is_verified", "is_named", F("closest").asc(nulls_last=True), "name_en")[:limit]
    )
