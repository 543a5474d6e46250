"""Which skills a text speaks of. Pure: the entries come from the database through `selectors.skills`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from apps.language.detection import HAN
from apps.language.terms import Term, TermFinder
from apps.matching.skills.folding import fold_skill
from apps.matching.skills.models import AliasReach

_EDGE = re.compile(rf"(?<=[{HAN}])(?=[a-z0-9])|(?<=[a-z0-9+#])(?=[{HAN}])")
_BETWEEN_SKILLS = re.compile(r"^\s{0,3}(?:[,，、/;；|&+·•]|and|or|和|或|与|以及|及)\s{0,3}(?:and|or|或|和)?\s{0,3}$")
_CUE_BEFORE = re.compile(
    r"(?:\b(?:using|with|knows?|knowledge of|experience (?:in|with|of)|proficien(?:cy|t) (?:in|with)|fluen(?:cy|t) in"
    r"|skilled in|background in|written in|expertise in|understanding of|skills?:|years of|certified in)"
    r"|熟悉|精通|掌握|使用|会用|擅长|了解|懂|熟练|基于|运用|从事|负责|做过|技能[:：])\s*$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:experience|skills?|developers?|engineers?|programming|expertise|background|certificat"
    r"|经验|能力|技能|工作|开发|编程|语言|相关|专业|背景|岗位|证)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[,，、;；|\n\t]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One alias of a skill. `text` is as entered, because some count only with their capitals."""

    text: str
    skill_id: int
    reach: str = AliasReach.ANYWHERE


class Vocabulary:
    """Immutable; build it once per version of the tables."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._spellings = list(spellings)
        self._by_folded: Mapping[str, Spelling] = {fold_skill(spelling.text): spelling for spelling in self._spellings}

    def __len__(self) -> int:
        return len(self._spellings)

    @cached_property
    def _finder(self) -> TermFinder:
        terms: dict[str, None] = {}
        for folded, spelling in self._by_folded.items():
            if spelling.reach != AliasReach.LISTED:
                terms[folded] = None
                terms[_EDGE.sub(" ", folded)] = None
        return TermFinder(terms)

    @cached_property
    def _names(self) -> dict[int, str]:
        return {spelling.skill_id: spelling.text for spelling in reversed(self._spellings)}

    def named(self, name: str) -> int | None:
        """The skill that goes by exactly this name, in whatever case and width."""
        spelling = self._by_folded.get(fold_skill(name))
        return spelling.skill_id if spelling else None

    def name_of(self, skill_id: int) -> str:
        """One of the names of a skill; raises KeyError for one that isn't here."""
        return self._names[skill_id]

    def listed(self, text: str) -> list[str]:
        """The names in a list of skills ("Java、Spring Boot, A/B测试, C/C++"), each once, in order."""
        names: dict[str, str] = {}
        for part in dict.fromkeys(_SPLIT.split(text)):
            for name in self._parts(part.strip(" .。·•-*:：")):
                if name:
                    names.setdefault(fold_skill(name), name)
        return list(names.values())

    def _parts(self, name: str) -> list[str]:
        if self.named(name) is not None:
            return [name]
        by_slash = [part.strip() for part in name.split("/")]
        for parts, enough in ((by_slash, any), (name.split(), all)):
            if len(parts) > 1 and enough(self.named(part) is not None for part in parts):
                return parts
        return [name]

    def extract(self, text: str) -> list[int]:
        """The skills that a text speaks of, in order of first mention.

        Ambiguous words ("Go", "Spring", "R") count only in their own spelling and beside another skill in an
        enumeration, or where the words around say so ("experience with Go").
        """
        mentions = [(term, self._by_folded[fold_skill(term.term)]) for term in self._finder.find(text)]
        sure = [self._is_sure(text, term, spelling) for term, spelling in mentions]
        vouched = self._in_sure_company(text, mentions, sure)
        found: dict[int, None] = {}
        for place, (term, spelling) in enumerate(mentions):
            if sure[place] or (vouched[place] and _written_as(text, term, spelling)):
                found[spelling.skill_id] = None
        return list(found)

    @staticmethod
    def _is_sure(text: str, term: Term, spelling: Spelling) -> bool:
        if spelling.reach == AliasReach.ANYWHERE:
            return True
        if not _written_as(text, term, spelling):
            return False
        before, after = text[max(0, term.start - 24) : term.start], text[term.end : term.end + 20]
        return bool(_CUE_AFTER.match(after)) or bool(_CUE_BEFORE.search(before))

    @staticmethod
    def _in_sure_company(text: str, mentions: list[tuple[Term, Spelling]], sure: list[bool]) -> list[bool]:
        """In a run of terms parted only by commas and the like, one that is sure vouches for the others."""
        vouched: list[bool] = []
        start = 0
        for place in range(1, len(mentions) + 1):
            if place < len(mentions):
                gap = text[mentions[place - 1][0].end : mentions[place][0].start]
                if _BETWEEN_SKILLS.match(gap):
                    continue
            vouched += [any(sure[start:place])] * (place - start)
            start = place
        return vouched


def _written_as(text: str, term: Term, spelling: Spelling) -> bool:
    """Whether it stands in the text with the capitals of the alias (lower-case aliases accept any) and isn't the
    head of a compound ("Go-to-market")."""
    if re.match(r"-[a-z]", text[term.end : term.end + 2], re.IGNORECASE):
        return False
    return spelling.text == spelling.text.lower() or text[term.start : term.end] == spelling.text
