"""A time for a talk, picked within a survey."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from apps.feedback.models import SurveyInvitation, SurveyQuestion, TalkBooking, TalkSlot
from apps.feedback.surveys.links import path_to
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.feedback.surveys import survey_that_runs

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(mei):
    survey = survey_that_runs(kind="ces", makes_tickets=False)
    SurveyQuestion.objects.create(survey=survey, place=3, kind="talk", text_en="May we talk?", text_zh="聊聊吗？")
    starts = timezone.now().replace(microsecond=0) + timedelta(days=2)
    return TalkSlot.objects.create(survey=survey, starts_at=starts, host=mei, where="Room 4")


def link_of(person, slot) -> str:
    return path_to(SurveyInvitation.objects.create(survey=slot.survey, person=person, invited_at=timezone.now()))


def told(person, kind: str) -> int:
    return Notification.objects.filter(person=person, kind=kind, channel="in_app").count()


def test_a_time_is_picked_without_signing_in_stands_in_the_calendar_and_is_reminded_of(client, ana, mei, slot):
    ana.time_zone = "Europe/Berlin"
    ana.save()
    link = link_of(ana, slot)
    begins = slot.starts_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{begins:%H:%M}–" in client.get(link).content.decode()

    page = client.post(link, {"q1": 6, "q3": slot.pk}).content.decode()
    assert "Room 4" in page
    assert (told(ana, "talk_booked"), told(mei, "talk_booked")) == (1, 1)
    file = client.get(f"{link}calendar/")
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["DTSTART"].dt, event["LOCATION"]) == (begins, "Room 4")

    run_due(now=slot.starts_at - timedelta(minutes=59))
    assert (told(ana, "talk_soon"), told(mei, "talk_soon")) == (1, 1)


def test_the_last_place_is_given_once_and_the_other_keeps_their_words(client, ana, ben, slot):
    first, second = link_of(ana, slot), link_of(ben, slot)
    page = client.get(second).content.decode()
    client.post(first, {"q1": 6, "q3": slot.pk})
    assert "Room 4" not in page
    refused = client.post(second, {"q1": 2, "q2": "The filters.", "q3": slot.pk})
    assert refused.status_code == 422
    assert "The filters." in refused.content.decode()
    assert not SurveyInvitation.objects.get(person=ben).answered_at
    # With no time left nobody has to choose one.
    client.post(second, {"q1": 2, "q2": "The filters."})
    assert SurveyInvitation.objects.get(person=ben).answered_at
    assert TalkBooking.objects.count() == 1


def test_called_off_it_is_free_again_and_nobody_is_reminded(client, ana, ben, mei, slot):
    link = link_of(ana, slot)
    client.post(link, {"q1": 6, "q3": slot.pk})
    for _twice in range(2):
        client.post(f"{link}call-off/")
    assert told(mei, "talk_off") == 1
    assert DueItem.objects.get(kind="survey_talk").state == "cancelled"
    assert "method=CANCEL" in client.get(f"{link}calendar/")["Content-Type"]
    client.post(link_of(ben, slot), {"q1": 7, "q3": slot.pk})
    assert TalkBooking.objects.get(cancelled_at=None).invitation.person == ben
