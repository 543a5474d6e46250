"""What the help describes of this app."""

from django.utils.translation import gettext_lazy as _

from apps.education.articles.subjects import Sort, Subject, page, register, rows
from apps.gamification.models import BadgeGrade, Level, LevelPrivilege, Mission, MissionStep, Reward
from apps.gamification.quests.models import Life
from apps.gamification.rules.selectors import rules_in_force

LEVELS = rows(Level.objects, "number", "points", "name_en", "name_zh", "margin", "grace_days")
PRIVILEGES = rows(LevelPrivilege.objects, "level__number", "kind", "amount")
MISSIONS = rows(Mission.objects.filter(state=Life.LIVE), "key", "role", "title_en", "title_zh")
STEPS = rows(
    MissionStep.objects.filter(mission__state=Life.LIVE), "mission__key", "deed", "count", "title_en", "title_zh"
)

register(
    Subject(
        "rules",
        Sort.ROWS,
        _("Rules for points"),
        lambda: sorted((version.rule.key, version.number) for version in rules_in_force()),
    ),
    Subject("levels", Sort.ROWS, _("Levels"), lambda: [*LEVELS(), *PRIVILEGES()]),
    Subject(
        "badges",
        Sort.ROWS,
        _("Badges"),
        rows(BadgeGrade.objects.filter(badge__is_live=True), "badge__key", "badge__about_en", "grade", "least"),
    ),
    Subject("missions", Sort.ROWS, _("Missions"), lambda: [*MISSIONS(), *STEPS()]),
    Subject(
        "shop",
        Sort.ROWS,
        _("Rewards of the shop"),
        rows(Reward.objects.filter(is_offered=True), "key", "name_en", "price", "per_person"),
    ),
    Subject("page-dry-run", Sort.PAGE, _("Dry runs"), page("admin/gamification/dry_run.html")),
    Subject(
        "page-incentives-desk",
        Sort.PAGE,
        _("Incentives desk"),
        page("admin/gamification/desk.html", "admin/gamification/story.html"),
    ),
    Subject("page-points", Sort.PAGE, _("Points"), page("gamification/points.html", "gamification/rules.html")),
    Subject(
        "page-rankings", Sort.PAGE, _("Rankings"), page("gamification/rankings.html", "gamification/preferences.html")
    ),
    Subject("page-shop", Sort.PAGE, _("Shop"), page("gamification/shop.html", "gamification/orders.html")),
    Subject("page-streak", Sort.PAGE, _("Streaks"), page("gamification/streak.html")),
    Subject("page-thanks", Sort.PAGE, _("Thanks"), page("gamification/thanks.html")),
)
