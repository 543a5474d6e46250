"""The look of the operators' console."""

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

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
        "navigation": "apps.console.menu.navigation",
    },
}
