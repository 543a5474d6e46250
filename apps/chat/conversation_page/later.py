"""Later: a message from the sheet beside Send, the conversation itself from its menu."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.availability.snooze import snooze
from apps.chat.conversation_page.selectors import around_conversation
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.scheduling.features import FOLLOW_UPS, SEND_LATER
from apps.chat.scheduling.forms import CLOCK, FOLLOW_UP, HOURS, MORNING, LaterForm
from apps.chat.scheduling.planning import plan_message
from apps.chat.scheduling.selectors import other_side
from apps.chat.scheduling.services import item_of
from apps.chat.scheduling.times import morning_of, offer
from apps.errors import DomainError
from apps.experiments.services import feature_shown
from apps.notifications.deciding.quiet_hours import next_morning
from apps.notifications.reminders.clocks import FORMAT
from apps.notifications.reminders.forms import TimeForm
from apps.notifications.reminders.times import when_from
from apps.ui.fragments import fragment_or_page

FIELDS = {"in_hours": "hours", "in_days": "days", "at": "clock"}
"""The form's names for those of the API."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def later(request: HttpRequest, conversation_id: int) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    conversation = conversation_for(person, conversation_id)
    other = other_side(conversation, person.pk)
    suggested = timezone.localtime(now + timedelta(hours=2)).replace(minute=0)
    initial = {"clock": suggested.strftime(FORMAT)}
    form = LaterForm(request.POST or None, person=person, other=other, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            scheduled = plan_message(
                author=person,
                conversation=conversation,
                client_id=form.cleaned_data["client_id"],
                chosen=_chosen(form.cleaned_data),
                now=now,
            )
        except DomainError as error:
            field = FIELDS.get(error.field or "", error.field)
            form.add_error(field if field in form.fields else None, str(error))
        else:
            item = item_of(scheduled)
            moment = item.meant_at() if item else now
            return _planned(request, person, conversation, other, moment, scheduled.body, now)
    elif request.method != "POST":
        feature_shown(SEND_LATER, person, conversation=conversation.pk)
    return _sheet(request, form, person, conversation, other, now)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def snooze_until(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Out of the way until a time of one's choice."""
    person, now = person_of(request), timezone.now()
    conversation = conversation_for(person, conversation_id)
    initial = {"clock": timezone.localtime(next_morning(person, now)).strftime(FORMAT)}
    form = TimeForm(request.POST or None, person=person, other=None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            when = when_from(form.cleaned_data, owner=person, other=None, now=now)
            until = when if isinstance(when, datetime) else when.moment()
            snooze(user=person, conversation_id=conversation.pk, until=until)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Snoozed. An answer brings it back earlier."))
            return redirect("chat:inbox")
    context = {"form": form, "conversation": conversation}
    return render(request, "chat/snooze.html", context, status=422 if request.method == "POST" else 200)


def _chosen(cleaned: dict[str, Any]) -> dict[str, Any]:
    chosen: dict[str, Any] = {"body": cleaned["body"]}
    if cleaned["choice"] == MORNING:
        chosen["morning"] = True
    if cleaned["choice"] == HOURS:
        chosen["in_hours"] = cleaned["hours"]
    if cleaned["choice"] == CLOCK:
        chosen |= {"clock": cleaned["clock"], "on": cleaned["on"]}
    if cleaned["choice"] == FOLLOW_UP:
        chosen["in_days"] = cleaned["days"]
    return chosen


def _sheet(
    request: HttpRequest,
    form: LaterForm,
    person: User,
    conversation: Conversation,
    other: User | None,
    now: datetime,
) -> HttpResponse:
    is_mine = conversation.waiting_for_id == person.pk
    context = {
        "form": form,
        "conversation": conversation,
        "other": other,
        "choice": form["choice"].value(),
        "morning": offer(morning_of(other or person, now=now).moment(), viewer=person, other=other, now=now),
        "may_follow_up": not is_mine and feature_shown(FOLLOW_UPS, person, conversation=conversation.pk),
    }
    status = 422 if request.method == "POST" and not getattr(request, "htmx", False) else 200
    return fragment_or_page(request, "chat/_later.html", "chat/later.html", context, status)


def _planned(
    request: HttpRequest,
    person: User,
    conversation: Conversation,
    other: User | None,
    moment: datetime,
    body: str,
    now: datetime,
) -> HttpResponse:
    words = offer(moment, viewer=person, other=other, now=now)
    toast = _("It goes out {time}.").replace("{time}", f"{words.here} ({words.there})" if words.there else words.here)
    if not getattr(request, "htmx", False):
        messages.success(request, toast)
        return redirect("chat:conversation", conversation.pk)
    context = {"open": around_conversation(person, conversation.pk), "toast": toast, "body": body}
    return render(request, "chat/_later_planned.html", context)
