"""A time for a talk, picked within a survey."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from apps.feedback.models import Survey, SurveyInvitation, SurveyQuestion, TalkBooking, TalkSlot
from apps.feedback.surveys.links import path_to
from apps.feedback.surveys.selectors import results
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.feedback.surveys import survey_that_runs
from tests.people import OperatorFactory

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


def save_slot(client, slot, **changes):
    """The survey's page of the console, with these changes of its one time."""
    starts = timezone.localtime(changes.pop("starts_at", slot.starts_at), ZoneInfo(slot.host.time_zone))
    fields = {
        "id": slot.pk,
        "survey": slot.survey_id,
        "starts_at_0": f"{starts:%Y-%m-%d}",
        "starts_at_1": f"{starts:%H:%M:%S}",
    }
    fields |= {"minutes": slot.minutes, "places": slot.places, "host": slot.host_id, "where": slot.where} | changes
    counts = {
        "questions-TOTAL_FORMS": 3,
        "questions-INITIAL_FORMS": 3,
        "slots-TOTAL_FORMS": 1,
        "slots-INITIAL_FORMS": 1,
    }
    sent = {"closes_on": slot.survey.closes_on} | counts | {f"slots-0-{name}": value for name, value in fields.items()}
    return client.post(reverse("admin:feedback_survey_change", args=[slot.survey_id]), sent)


def test_moved_it_reaches_who_took_it_with_a_newer_file_and_is_reminded_of_at_its_new_time(
    client, ana, mei, slot, sign_in
):
    link, console = link_of(ana, slot), sign_in(mei)
    client.post(link, {"q1": 6, "q3": slot.pk})
    later = slot.starts_at + timedelta(hours=3)
    assert save_slot(console, slot, starts_at=later, where="Room 7").status_code == 302
    assert save_slot(console, slot, starts_at=later, where="Room 7", places=2).status_code == 302
    assert (told(ana, "talk_changed"), told(mei, "talk_changed")) == (1, 1)
    [event] = Calendar.from_ical(client.get(f"{link}calendar/").content).walk("VEVENT")
    assert (event["DTSTART"].dt, event["LOCATION"], event["SEQUENCE"]) == (later, "Room 7", 1)
    run_due(now=slot.starts_at - timedelta(minutes=59))
    assert told(ana, "talk_soon") == 0
    run_due(now=later - timedelta(minutes=59))
    assert told(ana, "talk_soon") == 1

    other = OperatorFactory(name="Irene")
    page = save_slot(console, slot, starts_at=later, where="Room 7", places=2, host=other.pk).content.decode()
    assert "Somebody took this time with them." in page
    slot.refresh_from_db()
    assert slot.host == mei


def test_the_results_count_who_takes_which_time(client, ana, mei, slot, sign_in):
    link = link_of(ana, slot)
    client.post(link, {"q1": 6, "q3": slot.pk})
    assert [count for _words, count in results(slot.survey)[-1].counts] == [1]
    results_page = reverse("admin:feedback_survey_results", args=[slot.survey_id])
    table = sign_in(mei).post(results_page, {"reason": "Who comes when"}).content.decode()
    assert str(slot).split(",")[0] in table
    client.post(f"{link}call-off/")
    assert [count for _words, count in results(slot.survey)[-1].counts] == [0]


def test_what_is_no_number_is_no_time(client, ana, slot):
    link_of(ana, slot)
    client.force_login(ana)
    address = f"/api/v1/surveys/{SurveyInvitation.objects.get().pk}/answer/"
    for wrong in ({"text": "abc"}, {"number": 2**31 - 1}):
        answers = {"answers": [{"question": 1, "number": 6}, {"question": 3} | wrong]}
        assert client.post(address, answers, content_type="application/json").status_code == 400
    assert not SurveyInvitation.objects.get().answered_at


def test_a_survey_asks_for_one_time_at_most(mei, sign_in):
    today = timezone.localdate()
    sent = {"kind": "own", "title_en": "Talks", "title_zh": "访谈", "opens_on": today, "closes_on": today}
    sent |= {"questions-TOTAL_FORMS": 2, "questions-INITIAL_FORMS": 0, "slots-TOTAL_FORMS": 0, "slots-INITIAL_FORMS": 0}
    for number in (0, 1):
        fields = {"place": number + 1, "kind": "talk", "text_en": "?", "text_zh": "？", "lowest": 0, "highest": 10}
        sent |= {f"questions-{number}-{name}": value for name, value in fields.items()}
    page = sign_in(mei).post(reverse("admin:feedback_survey_add"), sent).content.decode()
    assert "One question for a time is enough" in page
    assert not Survey.objects.exists()
