"""An interview as a file for the reader's calendar."""

from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.interviews.calendar_file import Appointment, calendar_file, file_name
from apps.chat.interviews.models import Interview
from apps.chat.interviews.selectors import interview_for
from apps.chat.interviews.wording import WAYS, other_name, words_of
from apps.errors import NotFound


def calendar_of(interview: Interview, reader: User) -> tuple[str, bytes, str]:
    """Name, content and method, in the reader's language and zone; raises NotFound where nothing was ever agreed."""
    if interview.starts_at is None:
        raise NotFound
    with translation.override(reader.language):
        appointment = _appointment(interview, reader)
        name = file_name(appointment.summary, appointment.starts_at, zone=appointment.zone)
    return name, calendar_file(appointment), appointment.method


def calendar_response(reader: User, interview_id: int) -> HttpResponse:
    """The same, to be saved; raises NotFound for who doesn't take part in its conversation."""
    name, content, method = calendar_of(interview_for(reader, interview_id), reader)
    response = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _appointment(interview: Interview, reader: User) -> Appointment:
    assert interview.starts_at is not None
    assert interview.ends_at is not None
    conversation, facts = interview.conversation, interview.card.facts
    url = settings.SITE_URL + reverse("chat:conversation", args=[conversation.pk])
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or "rapport@localhost"
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
