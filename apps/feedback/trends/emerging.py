"""Which clusters grow more than chance explains: this week's people against the cluster's own past."""

from collections.abc import Mapping
from math import exp, lgamma, log, log1p

FALSE_SHARE = 0.05
"""Of what is called emerging, at most so much is chance."""
FEWEST = 3
"""People: so many must tell it this week before it is called emerging."""


def chance_of(now: int, before: int, share: float) -> float:
    """How likely `now` or more of the now + before people came this week, 0–1, if it weren't told more often than
    before. Then each of them came this week with probability `share`, this week's part of all that people told in that
    time: the exact conditional test of two Poisson rates (J. Przyborowski and H. Wilenski, Biometrika 31, 1940)."""
    people = now + before
    if now == 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0

    def exactly(number: int) -> float:
        ways = lgamma(people + 1) - lgamma(number + 1) - lgamma(people - number + 1)
        return exp(ways + number * log(share) + (people - number) * log1p(-share))

    return min(1.0, sum(exactly(number) for number in range(now, people + 1)))


def emerging(counts: Mapping[int, tuple[int, int]], *, share: float) -> tuple[dict[int, float], set[int]]:
    """Of {cluster: (people now, people before)} each one's chance, and those that emerge. As many are tested, the
    threshold moves so that the false ones among them stay a small share (Y. Benjamini and Y. Hochberg, Journal of the
    Royal Statistical Society B 57, 1995). Whether one is tested depends on now + before alone, which the test takes as
    given: such a choice leaves it fair (R. Bourgon and others, PNAS 107, 2010)."""
    chances = {
        cluster: chance_of(now, before, share) for cluster, (now, before) in counts.items() if now + before >= FEWEST
    }
    order = sorted(chances, key=lambda cluster: chances[cluster])
    passed = [place for place, cluster in enumerate(order, 1) if chances[cluster] <= FALSE_SHARE * place / len(order)]
    return chances, {cluster for cluster in order[: max(passed, default=0)] if counts[cluster][0] >= FEWEST}
