"""Words of e-mails that operators wrote in place of the shipped ones, and what they must hold."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.errors import InvalidInput
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.registry import Kind, all_kinds, kind_of
from apps.notifications.deciding.wording import PLACE, facts_in, filled, words
from apps.notifications.letters.models import LetterWording

Wordings = dict[str, LetterWording]
"""Those in use in one language, by kind."""


def mailed_kinds() -> list[Kind]:
    """Those that come by e-mail, and whose words are one text."""
    return [kind for kind in all_kinds() if kind.mail_entries is None and kind.has_mail]


def places_of(kind: Kind) -> set[str]:
    """The places that the shipped words leave open, such as %(name)s."""
    return _places(f"{kind.title} {kind.body}")


def _places(text: str) -> set[str]:
    return {place[0] for place in PLACE.finditer(text) if place["name"]}


def check_wording(*, kind: Kind, title: str, body: str) -> None:
    """Raises InvalidInput for a place that the kind can't fill, or one of its own that nowhere stands."""
    own = places_of(kind)
    for field, text in (("title", title), ("body", body)):
        if unknown := sorted(_places(text) - own) or _broken(text):
            places = ", ".join(sorted(own)) or "–"
            raise InvalidInput(
                _("%(unknown)s can't be filled here. There is: %(places)s.")
                % {"unknown": ", ".join(unknown), "places": places},
                field=field,
            )
    if missing := own - _places(f"{title} {body}"):
        raise InvalidInput(
            _("This must stand somewhere: %(places)s.") % {"places": ", ".join(sorted(missing))}, field="body"
        )


LIKE_A_PLACE = re.compile(r"%(?:\(\w*\)?|（\w+）[sd]|[sd]\b)")
"""Without its end, with the brackets of a Chinese keyboard, or without a name."""


def _broken(text: str) -> list[str]:
    """What begins like a place and is none."""
    return [place[0] for place in LIKE_A_PLACE.finditer(PLACE.sub("", text))]


def wordings_in_use(kinds: Iterable[str], language: str) -> Wordings:
    rows = LetterWording.objects.filter(kind__in=set(kinds), language=language, is_on=True)
    return {row.kind: row for row in rows}


def mail_words(notification: Notification, wordings: Wordings, *, language: str) -> tuple[str, str]:
    """Subject and text of this one in an e-mail: an operator's words where some are in use, else the shipped ones."""
    kind, wording = kind_of(notification.kind), wordings.get(notification.kind)
    if kind is None or wording is None:
        return words(notification, language=language)
    with override(language):
        facts = facts_in(kind, notification.facts)
        return filled(wording.title, facts), filled(wording.body, facts)
