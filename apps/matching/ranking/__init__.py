"""How well a job and a résumé fit, and why: `compare` on plain facts, without the database.

The score is the weighted mean of nine criteria, each 0 to 1. What both sides, or the reader's own, leave open counts
0.5 and is the same for the whole list. What the side that is looked at leaves open counts as little as the worst it
could have said (`LEAST`): nobody ranks higher by saying less. Both show up as something that stating would improve.
Every reason names the field and value on each side, and changing that field alone moves the score the way the reason
says. No protected attribute (age, sex, origin, health, family, name, photo) is a fact here, nor a school's name.

The weights are set by hand: the person–job fit that predicts success in a job best is what somebody can do
(Kristof-Brown et al., Consequences of individuals' fit at work, 2005), so skills and the work itself hold 62%,
conditions (years, pay, place, degree) 31%, and how people treat each other here (answering, keeping things current) 7%.
"""

from apps.matching.ranking.comparing import WEIGHTS, Audience, Comparison, compare
from apps.matching.ranking.facts import JobFacts, ResumeFacts, SkillName
from apps.matching.ranking.reasons import Polarity, Raise, Reason
from apps.matching.ranking.wording import Tier

__all__ = [
    "WEIGHTS",
    "Audience",
    "Comparison",
    "JobFacts",
    "Polarity",
    "Raise",
    "Reason",
    "ResumeFacts",
    "SkillName",
    "Tier",
    "compare",
]
