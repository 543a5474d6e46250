"""An interview as a file for the reader's calendar."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.interviews.calendar_file import Appointment, CalendarFile, file_of, own_address
from apps.chat.interviews.models import Interview
from apps.chat.interviews.selectors import interview_for
from apps.chat.interviews.wording import WAYS, other_name, words_of
from apps.errors import NotFound


def calendar_of(interview: Interview, reader: User) -> CalendarFile:
    """In the reader's language and zone; raises NotFound where nothing was ever agreed."""
    if interview.starts_at is None:
        raise NotFound
    with translation.override(reader.language):
        return file_of(_appointment(interview, reader))


def calendar_response(reader: User, interview_id: int) -> HttpResponse:
    """The same, to be saved; raises NotFound for who doesn't take part in its conversation."""
    return calendar_of(interview_for(reader, interview_id), reader).as_response()


def _appointment(interview: Interview, reader: User) -> Appointment:
    assert interview.starts_at is not None
    assert interview.ends_at is not None
    conversation, facts = interview.conversation, interview.card.facts
    url = settings.SITE_URL + reverse("chat:conversation", args=[conversation.pk])
    sender = own_address()
    parts = [words_of(WAYS, facts.get("way")), facts.get("note", ""), url]
    return Appointment(
        uid=f"{interview.uid.hex}@{sender.rpartition('@')[2]}",
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        is_cancelled=interview.standing in (Interview.Standing.ASKED, Interview.Standing.OFF),
        stamp=interview.updated_at,
        summary=_summary(conversation.title, conversation.company.name if conversation.company else ""),
        description="\n".join(part for part in parts if part),
        place=facts.get("place", ""),
        url=url,
        other_name=other_name(conversation, reader),
        organizer_email=sender,
        reader_name=reader.name,
        reader_email=reader.email,
        zone=reader.time_zone,
        alarm_words=_("Interview with %(name)s") % {"name": other_name(conversation, reader)},
    )


def _summary(job: str, company: str) -> str:
    if company:
        return _("Interview: %(job)s (%(company)s)") % {"job": job, "company": company}
    return _("Interview: %(job)s") % {"job": job}
