"""A live rule in words, made from its numbers, so that the public page can't say anything else than what happens."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import Role
from apps.gamification.deeds.deed import ABOUT_TWO
from apps.gamification.rules.models import RuleVersion
from apps.ui.durations import duration_words


@dataclass(frozen=True)
class RuleWords:
    """`conditions` and `limits` are whole sentences."""

    version: RuleVersion
    points: str
    who: str
    settles: str
    conditions: list[str]
    limits: list[str]


def words_of(version: RuleVersion) -> RuleWords:
    return RuleWords(
        version=version,
        points=ngettext("%(n)d point", "%(n)d points", version.points) % {"n": version.points},
        who=_who(version.role),
        settles=_settling(version),
        conditions=_conditions(version),
        limits=_limits(version),
    )


def _who(role: str) -> str:
    words: dict[str, str] = {
        Role.CANDIDATE: _("For candidates"),
        Role.RECRUITER: _("For recruiters"),
        Role.EXPERT: _("For experts"),
        Role.OPERATOR: _("For operators"),
    }
    return words.get(role) or _("For everybody")


def _settling(version: RuleVersion) -> str:
    if version.settling == RuleVersion.Settling.AT_ONCE:
        return _("Settles at once.")
    words = ngettext(
        "Pending until the other side answers you in earnest; after %(n)d day without it, it lapses.",
        "Pending until the other side answers you in earnest; after %(n)d days without it, it lapses.",
        version.settle_within_days,
    )
    return words % {"n": version.settle_within_days}


def _conditions(version: RuleVersion) -> list[str]:
    if not version.max_wait_hours:
        return []
    return [_("Within %(duration)s.") % {"duration": duration_words(version.max_wait_hours * 3600)}]


def _limits(version: RuleVersion) -> list[str]:
    limits = []
    if n := version.max_per_day:
        limits.append(ngettext("At most %(n)d a day.", "At most %(n)d a day.", n) % {"n": n})
    if version.rule.deed in ABOUT_TWO:
        if n := version.max_per_counterparty:
            limits.append(ngettext("At most %(n)d with one person.", "At most %(n)d with one person.", n) % {"n": n})
        limits.append(_("With the same person the second is worth a half, the third a third, and so on."))
    if n := version.cooldown_minutes:
        limits.append(_("At least %(duration)s between two.") % {"duration": duration_words(n * 60)})
    if n := version.budget:
        limits.append(
            ngettext("%(n)d point in all, for everybody together.", "%(n)d points in all, for everybody together.", n)
            % {"n": n}
        )
    return limits
