from email.mime.base import MIMEBase
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.interviews.wording import with_time
from apps.feedback.surveys.calendars import calendar_of
from apps.feedback.surveys.models import TalkBooking
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import titled

SURVEY_ASKED = register(
    Kind(
        key="survey_asked",
        group=KindGroup.FEEDBACK,
        title=_("May we ask you something?"),
        body=_("“%(title)s”: it takes a minute, and no signing in. Or tell us that you'd rather not."),
        icon="clipboard-list",
        email_after_minutes=60,
        localise=titled,
    )
)


def _calendar(facts: dict[str, Any], reader: User) -> list[MIMEBase]:
    booking = TalkBooking.objects.filter(pk=facts["booking"]).select_related("slot", "invitation__survey").first()
    return [calendar_of(booking, reader).as_mail_part()] if booking else []


def _talk(key: str, title: Any, body: Any, icon: str, *, name: Any, has_file: bool) -> Kind:
    return register(
        Kind(
            key=key,
            name=name,
            group=KindGroup.FEEDBACK,
            title=title,
            body=body,
            icon=icon,
            email_after_minutes=0,
            was_asked_for=True,
            localise=with_time,
            mail_parts=_calendar if has_file else None,
        )
    )


TALK_BOOKED = _talk(
    "talk_booked",
    _("Your talk with %(name)s is booked"),
    _("%(when)s. Where: %(where)s. The attached file puts it into your calendar."),
    "calendar-check",
    name=_("A talk with us is booked"),
    has_file=True,
)
TALK_CHANGED = _talk(
    "talk_changed",
    _("Your talk with %(name)s has changed"),
    _("It is now %(when)s. Where: %(where)s. The attached file changes it in your calendar."),
    "calendar-clock",
    name=_("A talk with us has changed"),
    has_file=True,
)
TALK_OFF = _talk(
    "talk_off",
    _("Your talk with %(name)s is called off"),
    _("It was to be: %(when)s."),
    "calendar-x",
    name=_("A talk with us is called off"),
    has_file=True,
)
TALK_SOON = _talk(
    "talk_soon",
    _("In an hour: your talk with %(name)s"),
    _("%(when)s. Where: %(where)s."),
    "calendar-clock",
    name=_("You have a talk with us in an hour"),
    has_file=False,
)
