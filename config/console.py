"""The operators' console: its look, and a sidebar in which each operator finds only what is theirs."""

from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


def _reverse(route: str) -> str:
    """Empty for a list that isn't there."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


_link = lazy(_reverse, str)


def _item(title: Any, icon: str, model: str) -> dict[str, Any]:
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": _link(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: (
            request.user.has_perm(f"{app}.view_{name}") and bool(_reverse(f"admin:{app}_{name}_changelist"))
        ),
    }


UNFOLD = {
    "SITE_TITLE": "Rapport",
    "SITE_HEADER": "Rapport",
    "SITE_SUBHEADER": _("Console"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("img/mark.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/mark.svg")}],
    "STYLES": [lambda request: static("console.css")],
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "apps.insights.console.dashboard",
    "BORDER_RADIUS": "8px",
    "COLORS": {
        "primary": {
            "50": "#EEF7F5",
            "100": "#D5ECE7",
            "200": "#ADDAD1",
            "300": "#7CC4B6",
            "400": "#3CC2AC",
            "500": "#14947F",
            "600": "#0E7C6B",
            "700": "#0C6558",
            "800": "#0B5148",
            "900": "#0A433C",
            "950": "#042723",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {"items": [{"title": _("Today"), "icon": "monitoring", "link": reverse_lazy("admin:index")}]},
            {
                "title": _("Support"),
                "separator": True,
                "items": [
                    _item(_("Tickets"), "inbox", "feedback.ticket"),
                    _item(_("Ratings"), "star", "feedback.conversationrating"),
                    _item(_("Conversations"), "forum", "chat.conversation"),
                    _item(_("Questions"), "help", "education.question"),
                ],
            },
            {
                "title": _("Content"),
                "separator": True,
                "items": [
                    _item(_("Articles"), "menu_book", "education.article"),
                    _item(_("Presets"), "quickreply", "chat.preset"),
                    _item(_("Topic chips"), "label", "chat.chip"),
                    _item(_("Jobs"), "work", "matching.job"),
                    _item(_("Résumés"), "description", "matching.resume"),
                    _item(_("Skills"), "psychology", "matching.skill"),
                    _item(_("Imports"), "upload_file", "matching.importrun"),
                ],
            },
            {
                "title": _("Incentives"),
                "separator": True,
                "items": [
                    _item(_("Rules"), "rule", "gamification.rule"),
                    _item(_("Decisions"), "gavel", "gamification.ruledecision"),
                    _item(_("Awards"), "workspace_premium", "gamification.award"),
                    _item(_("Levels"), "stairs", "gamification.level"),
                    _item(_("Missions"), "flag", "gamification.mission"),
                    _item(_("Experiments"), "science", "experiments.experiment"),
                ],
            },
            {
                "title": _("People and operation"),
                "separator": True,
                "items": [
                    _item(_("People"), "group", "accounts.user"),
                    _item(_("Companies"), "apartment", "accounts.company"),
                    _item(_("Groups"), "badge", "auth.group"),
                    _item(_("Notifications"), "notifications", "notifications.notification"),
                    _item(_("Failed deliveries"), "error", "events.faileddelivery"),
                    _item(_("Schedule"), "schedule", "django_celery_beat.periodictask"),
                    _item(_("Log"), "history", "admin.logentry"),
                ],
            },
        ],
    },
}
