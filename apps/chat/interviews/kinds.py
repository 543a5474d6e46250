"""What people are told of their interviews."""

from email.mime.base import MIMEBase
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.interviews.calendars import calendar_of
from apps.chat.interviews.models import Interview
from apps.chat.interviews.wording import with_time
from apps.notifications.deciding.registry import Kind, KindGroup, register


def facts_of(interview: Interview, reader: User, *, name: str) -> dict[str, Any]:
    """What a notification to this reader holds; its words are made when it is read."""
    assert interview.starts_at is not None
    assert interview.ends_at is not None
    return {
        "interview": interview.pk,
        "version": interview.sequence,
        "name": name,
        "title": interview.conversation.title,
        "starts_at": interview.starts_at.isoformat(),
        "ends_at": interview.ends_at.isoformat(),
        "zone": reader.time_zone,
    }


def _calendar(facts: dict[str, Any], reader: User) -> list[MIMEBase]:
    """The file of the state that this letter tells of; a later letter brings a later one."""
    interviews = Interview.objects.for_user(reader).select_related(
        "card", "conversation__company", "conversation__candidate", "conversation__recruiter"
    )
    interview = interviews.filter(pk=facts["interview"], sequence=facts["version"]).first()
    return [calendar_of(interview, reader).as_mail_part()] if interview else []


AGREED = register(
    Kind(
        key="interview_agreed",
        name=_("An interview is agreed"),
        group=KindGroup.INTERVIEWS,
        is_mailed=True,
        title=_("Your interview with %(name)s is agreed"),
        body=_("%(when)s. About: %(title)s. The attached file puts it into your calendar."),
        icon="calendar-check",
        localise=with_time,
        mail_parts=_calendar,
    )
)

CALLED_OFF = register(
    Kind(
        key="interview_called_off",
        name=_("An interview isn't at the agreed time any more"),
        group=KindGroup.INTERVIEWS,
        is_mailed=True,
        title=_("Your interview with %(name)s isn't at the agreed time any more"),
        body=_("It was to be: %(when)s. About: %(title)s. The conversation says why, and what is on offer now."),
        icon="calendar-x",
        localise=with_time,
        mail_parts=_calendar,
    )
)

TOMORROW = register(
    Kind(
        key="interview_tomorrow",
        name=_("You have an interview tomorrow"),
        group=KindGroup.INTERVIEWS,
        is_mailed=True,
        title=_("Tomorrow at %(clock)s: interview with %(name)s"),
        body=_("%(when)s. About: %(title)s."),
        icon="calendar-clock",
        localise=with_time,
    )
)

IN_AN_HOUR = register(
    Kind(
        key="interview_in_an_hour",
        name=_("You have an interview in an hour"),
        group=KindGroup.INTERVIEWS,
        is_mailed=True,
        title=_("In an hour, at %(clock)s: interview with %(name)s"),
        body=_("%(when)s. About: %(title)s."),
        icon="calendar-clock",
        localise=with_time,
    )
)
