"""The tags of the design system, for where an include isn't enough: `{% load ui %}`."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lucide import IconDoesNotExist, _render_icon

from apps.ui.badges import count_of
from apps.ui.people import picture_url
from apps.ui.spacing import space_out

register = template.Library()

AVATAR_COLOURS = 8
THEMES = ("light", "dark")


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, label: str, css: str) -> str:
    names = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    attributes = {"focusable": "false", "class": f"icon {css}".strip()} | names
    try:
        return _render_icon(name, size, **attributes)
    except IconDoesNotExist:  # names also come from the console; a wrong one must not take a page down
        return _render_icon("circle", size, **attributes)


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "", css: str = "") -> SafeString:
    """An outline icon of the Lucide set. Without a label it is hidden from assistive technology."""
    return mark_safe(_drawn(str(name), int(size), str(label), str(css)))


def initials(name: str) -> str:
    """One Chinese character (the last two of a short name are its given name), or up to two Latin initials."""
    name = name.strip()
    if not name:
        return "?"
    if ord(name[-1]) > 0x2E80:
        return name[-2:] if len(name) <= 4 else name[0]
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])) or name[0]


@register.simple_tag
def sign_in_elsewhere() -> str:
    """What the other service is called with whose account one may sign in; empty where there is none."""
    return settings.OPENID_NAME


@register.filter
def avatar_class(person_id: int | None) -> str:
    """One of eight colour classes, always the same for the same id."""
    return f"avatar-{(person_id or 7) % AVATAR_COLOURS}"


@register.inclusion_tag("components/_avatar.html")
def avatar(person: Any, size: str = "") -> dict[str, Any]:
    """A person's picture, or initials on the person's colour. `size` is small, large or empty.

    It is decoration beside the name, hidden from assistive technology.
    """
    return {
        "picture": picture_url(person),
        "initials": initials(getattr(person, "name", "") or ""),
        "colour": avatar_class(person.pk),
        "size": f"avatar-{size}" if size else "",
    }


def moment_words(moment: datetime, *, now: datetime) -> str:
    """Relative up to a day, then exact, in the active time zone."""
    seconds = (now - moment).total_seconds()
    if 0 <= seconds < 60:
        return _("just now")
    if 60 <= seconds < 3600:
        minutes = int(seconds // 60)
        return ngettext("%(n)d min ago", "%(n)d min ago", minutes) % {"n": minutes}
    if 3600 <= seconds < 86_400:
        hours = int(seconds // 3600)
        return ngettext("%(n)d h ago", "%(n)d h ago", hours) % {"n": hours}
    local = timezone.localtime(moment)
    same_year = local.year == timezone.localtime(now).year
    # Translators: a date of this year with its time, in Django's date format.
    return date_format(local, _("j M, H:i") if same_year else _("j M Y, H:i"))


def exact_words(moment: datetime) -> str:
    # Translators: a full date with its time, in Django's date format.
    return date_format(timezone.localtime(moment), _("D, j M Y, H:i"))


@register.simple_tag
def moment(value: datetime | None, css: str = "") -> str:
    """A `<time>` that says "5 min ago" and keeps itself up to date; exact on hover. Empty for None."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}" class="{}" data-moment>{}</time>',
        value.isoformat(),
        exact_words(value),
        css,
        moment_words(value, now=timezone.now()),
    )


@register.simple_tag
def exact_moment(value: datetime | None, css: str = "") -> str:
    """A `<time>` with the exact date and time in the reader's zone. Empty for None."""
    if value is None:
        return ""
    return format_html('<time datetime="{}" class="{}">{}</time>', value.isoformat(), css, exact_words(value))


@register.filter
def day(value: datetime | str) -> str:
    """The date alone: of a moment in the reader's zone, of an ISO date as it is. "3 Mar 2026"."""
    local = date.fromisoformat(value) if isinstance(value, str) else timezone.localtime(value)
    # Translators: a date without its time, in Django's date format.
    return date_format(local, _("j M Y"))


@register.filter
def thin(text: str) -> SafeString:
    """Puts a thin space between Chinese and Latin or digits, for static text in engines that don't."""
    return mark_safe(space_out(conditional_escape(text)))


@register.inclusion_tag("components/_nav_item.html", takes_context=True)
def nav_item(context: Context, url_name: str, icon_name: str, label: str, badge: str = "") -> dict[str, Any]:
    """An entry of the navigation, marked when it is where one is; nothing when the route doesn't exist."""
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return {"url": ""}
    request = context["request"]
    return {
        "url": url,
        "icon": icon_name,
        "label": label,
        "badge": badge,
        "count": _count_once(request, badge) if badge else 0,
        "is_here": request.path.startswith(url),
    }


def _count_once(request: Any, key: str) -> int:
    """Header and tab bar show the same counts; one page asks for each once."""
    counts = request.__dict__.setdefault("_badge_counts", {})
    if key not in counts:
        counts[key] = count_of(key, request.user)
    return counts[key]


@register.simple_tag(takes_context=True)
def badge_count(context: Context, key: str) -> int:
    """How many things wait for the signed-in person behind a navigation entry."""
    return _count_once(context["request"], key)


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """light, dark, or empty for "as the device has it"; remembered in a cookie so that no page flashes."""
    request = context.get("request")
    theme = request.COOKIES.get("theme", "") if request else ""
    return theme if theme in THEMES else ""


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The page's query string with some values changed; None removes one. For pagers and filters."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = str(value)
    encoded = values.urlencode()
    return f"?{encoded}" if encoded else "?"
