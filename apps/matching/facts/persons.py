"""Whether an answer speaks of the person to whom it was given: what does, is nobody else's to read."""

from apps.language.folding import fold
from apps.matching.facts.kinds import Rule

_OF_PERSON = Rule(
    r"(?<![a-z])your (?:cv|resume|résumé|experience|interview|current|background"
    r"|expectations?|profile|application|case"
    r"|situation|portfolio|notice|skills|level|seniority|references)(?![a-z])",
    r"(?<![a-z])(?:you (?:mentioned|said|wrote|told|asked|seem|applied|did|were)"
    r"|you'?re (?:a|an|very|too|our|not|senior)"
    r"|for you|in your case|offer you|given your|with your|like you|(?:she|he|her|his|him)(?![a-z]))(?![a-z])",
    r"(?:你|您)的(?:简历|经验|经历|情况|期望|薪资|背景|面试|作品|能力|资历|学历|年限)|(?:你|您)"
    r"(?:提到|说过?|写的|之前|面试|面得|这边|比较|很|太)"
    r"|(?:给|对|像)(?:你|您)|(?:他|她)(?:的|们)?",
)


def speaks_of_person(text: str, name: str = "") -> bool:
    """By name, or as one speaks of one person alone; "you'd work from home on Fridays" speaks of everybody."""
    folded = fold(text)
    names = [part for part in (fold(name.strip()), *fold(name).split()) if len(part) > 1]
    return _OF_PERSON.search(folded) is not None or any(part in folded for part in names)
