"""A live rule in words, made from its rows, so that the public page can't say anything else than what happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from apps.accounts.models import Role, Segment
from apps.gamification.deeds.registry import kind_of
from apps.gamification.rules.deciding import segments_asked
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.limits import Limit
from apps.gamification.rules.models import RuleVersion
from apps.gamification.rules.offers import LEAST_PERCENT, offered
from apps.gamification.rules.rewards import POINTS
from apps.gamification.rules.rows import fact_of
from apps.ui.durations import duration_words
from apps.ui.templatetags.ui import day

FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)
"""When the rules that every installation begins with came into force: before any deed."""


@dataclass(frozen=True)
class RuleWords:
    """`points` are all rewards: "10 points · 5 coins". `conditions`, `settles` and `limits` are whole sentences.
    `since` is None where it was so from the start. `forms` say what may stand in for the points, `form` what does for
    this reader. `note` is what is so for this reader alone; `is_off` that the rule gives them nothing now."""

    version: RuleVersion
    points: str
    who: str
    settles: str
    conditions: list[str]
    limits: list[str]
    forms: list[str] = field(default_factory=list)
    form: str = ""
    note: str = ""
    is_off: bool = False

    @property
    def since(self) -> datetime | None:
        published = self.version.published_at
        return None if published is None or published <= FROM_THE_START else published


def words_of(version: RuleVersion) -> RuleWords:
    return RuleWords(
        version=version,
        points=rewards_words(version),
        who=_who(version),
        settles=" ".join(_settling(version)),
        conditions=[condition_words(version, row) for row in version.conditions],
        limits=_limits(version),
        forms=_forms(version),
    )


def rewards_words(version: RuleVersion, form: str = "") -> str:
    """With what stands in for the points, where that is known."""
    if form and form != POINTS:
        beside = [REWARDS[row["kind"]].words(row["amount"]) for row in version.rewards if row["kind"] != POINTS]
        return " · ".join([form_words_in(version, form), *beside])
    words = [REWARDS[row["kind"]].words(row["amount"]) for row in version.rewards]
    return " · ".join([*words, _("or another form")] if version.forms and not form else words)


def form_words_in(version: RuleVersion, form: str) -> str:
    return REWARDS[form].words(offered(version)[form]["amount"])


def _forms(version: RuleVersion) -> list[str]:
    """What there is, that chance decides, why, and for how long."""
    rows = offered(version)
    if not rows:
        return []
    worth = pgettext("a form of reward", "%(what)s (worth %(n)d points)")
    words = [
        form_words_in(version, key)
        if key == POINTS
        else worth % {"what": form_words_in(version, key), "n": row["worth"]}
        for key, row in rows.items()
    ]
    return [
        _("Its points come in one of these forms, of equal worth: %(forms)s.") % {"forms": " · ".join(words)},
        ngettext(
            "Chance decides which one you have, for %(n)d week at a time, so that we see what helps: more often what "
            "has helped people like you, but each with at least %(least)d %%.",
            "Chance decides which one you have, for %(n)d weeks at a time, so that we see what helps: more often what "
            "has helped people like you, but each with at least %(least)d %%.",
            version.forms_weeks,
        )
        % {"n": version.forms_weeks, "least": LEAST_PERCENT},
    ]


def _who(version: RuleVersion) -> str:
    words: dict[str, str] = {
        Role.CANDIDATE: _("For candidates"),
        Role.RECRUITER: _("For recruiters"),
        Role.EXPERT: _("For experts"),
        Role.OPERATOR: _("For operators"),
    }
    roles = [words[row["role"]] for row in version.audience if "role" in row]
    who = " · ".join(roles) or _("For everybody")
    return " · ".join([who, *_segments(version)])


def _segments(version: RuleVersion) -> list[str]:
    """Each with its people in words: whoever reads it knows whether they are meant."""
    wanted = segments_asked(version)
    if not wanted:
        return []
    found = Segment.objects.filter(key__in=wanted).prefetch_related("conditions")
    return [_("“%(name)s” (%(people)s)") % {"name": one.name, "people": one.persona} for one in found]


def _settling(version: RuleVersion) -> list[str]:
    sentences = []
    if version.settling == RuleVersion.Settling.RECIPROCATED:
        words = ngettext(
            "Pending until the other side answers you in earnest; after %(n)d day without it, it lapses.",
            "Pending until the other side answers you in earnest; after %(n)d days without it, it lapses.",
            version.settle_within_days,
        )
        sentences.append(words % {"n": version.settle_within_days})
    if version.hold_hours:
        sentences.append(
            _("Then it waits %(duration)s before it counts, three times as long in an account's first two weeks.")
            % {"duration": duration_words(version.hold_hours * 3600)}
        )
        if kind_of(version.rule.deed).is_about_two:
            sentences.append(
                _(
                    "How much it counts depends on the other side: somebody with a confirmed address who has really "
                    "talked with others, too."
                )
            )
    return sentences or [_("Settles at once.")]


def condition_words(version: RuleVersion, row: Mapping[str, Any]) -> str:
    return fact_of(kind_of(version.rule.deed), row).sentence(row["operator"], row["value"])


def _limits(version: RuleVersion) -> list[str]:
    kind = kind_of(version.rule.deed)
    sentences = [*_window(version), *(limit_words(limit) for limit in version.limit_rows)]
    if kind.is_about_two:
        sentences.append(_("With the same person the second is worth a half, the third a third, and so on."))
    if not kind.is_volume:
        sentences.append(_("Each counts once."))
    return sentences


def _window(version: RuleVersion) -> list[str]:
    ends = version.rule.ends_at
    return [_("Only for a while: until %(date)s.") % {"date": day(ends)}] if ends else []


def limit_words(limit: Limit) -> str:
    """The whole limit: "At most 10 a day (UTC).", "At most 5,000 points a month (UTC), for everybody together."."""
    if limit.is_pause:
        return _("At least %(duration)s between two.") % {"duration": duration_words(limit.hours * 3600)}
    what = (
        ngettext("%(n)d point", "%(n)d points", limit.most) % {"n": limit.most}
        if limit.of == "points"
        else pgettext("how many awards", "%(n)d") % {"n": limit.most}
    )
    when = {
        "hours": _("within %(duration)s") % {"duration": duration_words(limit.hours * 3600)},
        "day": _("a day (UTC)"),
        "week": _("a week (UTC, from Monday)"),
        "month": _("a month (UTC)"),
        "ever": _("in all"),
    }[limit.within]
    whose = {
        "member": _("At most %(what)s %(when)s."),
        "pair": _("At most %(what)s %(when)s with one person."),
        "breadth": _("At most %(what)s %(when)s for each different person that you do it with, on average."),
        "company": _("At most %(what)s %(when)s for one company."),
        "all": _("At most %(what)s %(when)s for everybody together."),
    }[limit.per]
    return whose % {"what": what, "when": when}
