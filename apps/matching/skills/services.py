import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import Truncator, slugify

from apps.matching.skills.errors import TooManySkills
from apps.matching.skills.folding import fold_skill
from apps.matching.skills.models import AliasReach, Skill, SkillAlias
from apps.matching.skills.selectors import vocabulary

MAX_SKILLS = 50


def named_skills(names: Sequence[str]) -> list[Skill]:
    """The skills of these names; raises TooManySkills beyond 50."""
    if len(names) > MAX_SKILLS:
        raise TooManySkills(field="skills")
    return resolve_skills(Truncator(name).chars(80, truncate="") for name in names)


CONTENT = Path(__file__).parent.parent / "content" / "skills.json"


MAX_NAME = 80


@transaction.atomic
def load_skills() -> int:
    """Brings in the skills and spellings of `content/skills.json` that the tables don't know yet; returns how many
    skills are new. What operators added, renamed or removed from a skill stays as they left it."""
    known = set(Skill.objects.values_list("slug", flat=True))
    entries = [
        entry | {"field": field}
        for field, entries in json.loads(CONTENT.read_text("utf-8")).items()
        for entry in entries
    ]
    fresh = [entry for entry in entries if entry["slug"] not in known]
    if not fresh:
        return 0
    taken = dict(SkillAlias.objects.values_list("folded", "skill_id"))
    Skill.objects.bulk_create(
        Skill(slug=e["slug"], name_en=e["en"], name_zh=e["zh"], field=e["field"], is_verified=True) for e in fresh
    )
    ids = dict(Skill.objects.filter(slug__in=[entry["slug"] for entry in fresh]).values_list("slug", "pk"))
    aliases: dict[str, SkillAlias] = {}
    for entry in fresh:
        for text, reach in _spellings(entry):
            folded = fold_skill(text)
            if folded not in taken and folded not in aliases:
                aliases[folded] = SkillAlias(skill_id=ids[entry["slug"]], text=text, folded=folded, reach=reach)
    SkillAlias.objects.bulk_create(aliases.values())
    return len(fresh)


def _spellings(entry: dict[str, Any]) -> list[tuple[str, str]]:
    narrow = dict.fromkeys(entry.get("listed", []), AliasReach.LISTED)
    narrow |= dict.fromkeys(entry.get("enumeration", []), AliasReach.ENUMERATION)
    texts = [entry["en"], entry["zh"], *entry.get("aliases", [])]
    return [(text, narrow.get(text, AliasReach.ANYWHERE)) for text in texts]


@transaction.atomic
def resolve_skills(names: Iterable[str]) -> list[Skill]:
    """The skills of these names, each once, in order. A name nobody knows becomes a new, unverified skill."""
    known = vocabulary()
    ids: dict[int, None] = {}
    for name in names:
        cleaned = " ".join(name.split())[:MAX_NAME].strip()
        folded = fold_skill(cleaned)[:MAX_NAME]
        if folded:
            ids[known.named(cleaned) or _unverified(cleaned, folded)] = None
    found = Skill.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _unverified(name: str, folded: str) -> int:
    if (alias := SkillAlias.objects.filter(folded=folded).first()) is not None:
        return alias.skill_id
    try:
        with transaction.atomic():
            skill = Skill.objects.create(slug=_free_slug(name, folded), name_en=name, name_zh=name)
            SkillAlias.objects.create(skill=skill, text=name, folded=folded, reach=AliasReach.LISTED)
    except IntegrityError:
        return SkillAlias.objects.get(folded=folded).skill_id
    return skill.pk


def _free_slug(name: str, folded: str) -> str:
    plain = slugify(name, allow_unicode=True)[:60] or "skill"
    if not Skill.objects.filter(slug=plain).exists():
        return plain
    return f"{plain}-{hashlib.sha256(folded.encode()).hexdigest()[:10]}"


@transaction.atomic
def spell_names(*, skill: Skill) -> None:
    """The two names of a skill are spellings of it, unless another skill goes by them."""
    for name in dict.fromkeys((skill.name_en, skill.name_zh)):
        if not SkillAlias.objects.filter(folded=fold_skill(name)[:MAX_NAME]).exists():
            SkillAlias.objects.create(skill=skill, text=name)


def verify_skill(*, skill: Skill) -> None:
    """An operator vouches for an imported skill: from now on it is found in prose, too."""
    with transaction.atomic():
        Skill.objects.filter(pk=skill.pk).update(is_verified=True)
        for alias in skill.aliases.filter(reach=AliasReach.LISTED, folded=fold_skill(skill.name_en)):
            alias.reach = AliasReach.ANYWHERE
            alias.save(update_fields=["reach", "updated_at"])


@transaction.atomic
def merge_skills(*, keep: Skill, gone: Skill) -> None:
    """What `gone` meant is `keep` from now on: its spellings, and the jobs and résumés that name it."""
    gone.job_skills.filter(job__job_skills__skill=keep).delete()
    gone.job_skills.update(skill=keep)
    gone.resume_skills.filter(resume__resume_skills__skill=keep).delete()
    gone.resume_skills.update(skill=keep)
    for alias in gone.aliases.all():
        alias.skill = keep
        alias.save(update_fields=["skill", "updated_at"])
    gone.delete()
