"""What people are told of events."""

from datetime import datetime
from email.mime.base import MIMEBase
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.interviews.wording import with_time
from apps.education.salons.calendars import calendar_of
from apps.education.salons.models import Salon
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.notifications.deciding.services import notify, notify_by_mail
from apps.ui.bilingual import in_language


def tell(kind: Kind, salon: Salon, person: User, *, cause: str, now: datetime) -> None:
    """In the product, and by e-mail where the kind has one."""
    facts = {
        "salon": salon.pk,
        "title_en": salon.title_en,
        "title_zh": salon.title_zh,
        "starts_at": salon.starts_at.isoformat(),
        "ends_at": salon.ends_at.isoformat(),
        "zone": person.time_zone,
        "reason": salon.reason,
    }
    url = salon.get_absolute_url()
    is_new = notify(person=person, kind=kind, cause=cause, facts=facts, url=url, now=now)
    if is_new and kind.is_mailed and person.email_notifications:
        notify_by_mail(person=person, kind=kind, cause=cause, facts=facts, url=url, now=now)


def _in_words(facts: dict[str, Any]) -> dict[str, Any]:
    return with_time(facts) | {"title": in_language(facts["title_en"], facts["title_zh"])}


def _calendar(facts: dict[str, Any], reader: User) -> list[MIMEBase]:
    salon = Salon.objects.select_related("host").filter(pk=facts["salon"]).first()
    return [calendar_of(salon, reader).as_mail_part()] if salon else []


def _kind(
    key: str,
    icon: str,
    title: str | Promise,
    body: str | Promise,
    *,
    name: str | Promise,
    has_file: bool = False,
    is_mailed: bool = True,
) -> Kind:
    return register(
        Kind(
            key=f"salon_{key}",
            name=name,
            icon=icon,
            title=title,
            body=body,
            group=KindGroup.FEEDBACK,
            localise=_in_words,
            is_mailed=is_mailed,
            mail_parts=_calendar if has_file else None,
        )
    )


SEATED = _kind(
    "seated",
    "ticket",
    _("You have a seat: %(title)s"),
    _("%(when)s. The attached file puts it into your calendar."),
    name=_("You have a seat at an event"),
    has_file=True,
)
WAITS = _kind(
    "waits",
    "clock",
    _("You're on the waiting list: %(title)s"),
    _("%(when)s. As soon as a seat gets free, you move up and hear of it."),
    name=_("You're on the waiting list of an event"),
    is_mailed=False,
)
MOVED_UP = _kind(
    "moved_up",
    "ticket",
    _("A seat got free, and it is yours: %(title)s"),
    _("%(when)s. If you can't come, give it back, so that the next one gets it."),
    name=_("A seat at an event got free for you"),
    has_file=True,
)
CHANGED = _kind(
    "changed",
    "calendar-clock",
    _("Changed: %(title)s"),
    _("It is now: %(when)s. Its page says where. The attached file puts it right in your calendar."),
    name=_("An event you go to has changed"),
    has_file=True,
)
CANCELLED = _kind(
    "cancelled",
    "calendar-x",
    _("Cancelled: %(title)s"),
    _("It was to be: %(when)s. Why: %(reason)s"),
    name=_("An event you go to is cancelled"),
    has_file=True,
)
TOMORROW = _kind(
    "tomorrow",
    "calendar-clock",
    _("Tomorrow at %(clock)s: %(title)s"),
    _("%(when)s."),
    name=_("You go to an event tomorrow"),
)
IN_AN_HOUR = _kind(
    "in_an_hour",
    "calendar-clock",
    _("In an hour, at %(clock)s: %(title)s"),
    _("%(when)s."),
    name=_("You go to an event in an hour"),
)
HOW_WAS_IT = _kind(
    "how_was_it",
    "star",
    _("How was it: %(title)s"),
    _("A few stars and a word help the hosts, who alone read them."),
    name=_("How an event was for you"),
    is_mailed=False,
)
AGREED = _kind(
    "agreed",
    "calendar-check",
    _("Your event takes place: %(title)s"),
    _("%(when)s. People can register."),
    name=_("An event you proposed takes place"),
)
REFUSED = _kind(
    "refused",
    "calendar-x",
    _("Your event wasn't agreed to: %(title)s"),
    _("Why: %(reason)s"),
    name=_("An event you proposed wasn't agreed to"),
)
