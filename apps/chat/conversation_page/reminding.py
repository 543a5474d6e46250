"""Remind me of this message: in the sheet, or as a page where no script runs; and over the API."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.chat.availability.message_reminders import (
    call_off_reminder,
    remind_of,
    remindable,
    tomorrow_morning,
    tonight,
)
from apps.errors import DomainError, NotFound
from apps.notifications.reminders.clocks import FORMAT
from apps.notifications.reminders.forms import TimeForm
from apps.notifications.reminders.selectors import lines
from apps.notifications.reminders.serializers import PlannedSerializer, TimeSerializer
from apps.notifications.reminders.services import When
from apps.notifications.reminders.times import when_from
from apps.notifications.reminders.wording import clock_words

HOUR, TONIGHT, TOMORROW, CLOCK = "hour", "tonight", "tomorrow", "clock"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remind(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    message = remindable(person, message_id)
    if message.conversation_id != conversation_id:
        raise NotFound
    initial = {"clock": timezone.localtime(now + timedelta(days=1)).replace(minute=0).strftime(FORMAT)}
    is_clock = request.POST.get("choice") == CLOCK
    form = TimeForm(request.POST if is_clock else None, person=person, other=None, initial=initial)
    error = ""
    if request.method == "POST" and (not is_clock or form.is_valid()):
        try:
            item = remind_of(
                person=person,
                message_id=message.pk,
                at=_chosen(request.POST.get("choice", ""), form.cleaned_data if is_clock else {}, person, now),
            )
        except DomainError as refusal:
            if is_clock and refusal.field in form.fields:
                form.add_error(refusal.field, str(refusal))
            else:
                error = str(refusal)
        else:
            toast = _("You'll be reminded {time}.").replace("{time}", clock_words(item.meant_at(), person, now=now))
            if request.headers.get("HX-Request"):
                return render(request, "chat/_reminded.html", {"toast": toast})
            messages.success(request, toast)
            return redirect("chat:conversation", conversation_id)
    evening = tonight(person, now=now)
    context = {
        "form": form,
        "error": error,
        "conversation_id": conversation_id,
        "message_id": message.pk,
        "hour": clock_words(now + timedelta(hours=1), person, now=now),
        "tonight": clock_words(evening.moment(), person, now=now) if evening else "",
        "tomorrow": clock_words(tomorrow_morning(person, now=now).moment(), person, now=now),
    }
    is_htmx = bool(request.headers.get("HX-Request"))
    code = 422 if request.method == "POST" and not is_htmx else 200
    return render(request, "chat/_remind.html" if is_htmx else "chat/remind.html", context, status=code)


def _chosen(choice: str, cleaned: dict[str, Any], person: User, now: datetime) -> When:
    """Tonight, once it is over, is in an hour: the page may have stood open."""
    if choice == CLOCK:
        return when_from({"clock": cleaned["clock"]}, owner=person, other=None, now=now)
    if choice == TOMORROW:
        return tomorrow_morning(person, now=now)
    evening = tonight(person, now=now) if choice == TONIGHT else None
    return evening or now + timedelta(hours=1)


class MessageReminderView(APIView):
    @extend_schema(request=TimeSerializer, responses=PlannedSerializer, summary="Be reminded of a message")
    def put(self, request: Request, message_id: int) -> Response:
        """Once, at this time; again moves it. All of one's reminders are in `planned/`."""
        person, now = person_of(request), timezone.now()
        remindable(person, message_id)
        at = when_from(read(TimeSerializer, request), owner=person, other=None, now=now)
        item = remind_of(person=person, message_id=message_id, at=at)
        return Response(PlannedSerializer(lines([item], person, now=now)[0]).data)

    @extend_schema(request=None, responses={204: None}, summary="Call off a message's reminder")
    def delete(self, request: Request, message_id: int) -> Response:
        remindable(person_of(request), message_id)
        call_off_reminder(person=person_of(request), message_id=message_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
