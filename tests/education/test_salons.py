"""Events: proposed and agreed to, seats and who waits for one, calendars, reminders, the door, feedback."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from rest_framework.test import APIClient

from apps.accounts.models import Block, User
from apps.accounts.privacy.registry import owners
from apps.education.models import Salon, SalonGuest
from apps.education.salons.calendars import calendar_of
from apps.education.salons.checking_in import Arrival, check_in
from apps.education.salons.errors import MayNotHost, SalonNotOver, SeatsTaken
from apps.education.salons.registering import rate, register, withdraw
from apps.education.salons.services import agree, call_off, refuse, save_salon
from apps.errors import NotAllowed
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.chat.test_concurrency import together
from tests.console.test_two_operators import FormReader
from tests.education.experts import ExpertFactory
from tests.education.salons import a_plan, a_question, a_salon
from tests.gamification.test_console import CONFIRMED
from tests.people import CandidateFactory, OperatorFactory

PLACE = {"way": "place", "place": "Kontor, Lange Straße 3"}


def told(person: User, kind: str) -> int:
    return Notification.objects.filter(person=person, kind=f"salon_{kind}", channel="in_app").count()


def test_an_expert_proposes_an_operator_agrees_and_everybody_finds_it(ana: User, olga: User, sign_in) -> None:
    expert, operator = ExpertFactory().person, OperatorFactory(is_superuser=True)
    begins = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT18:00")
    form = {
        "title_zh": "谈薪答疑",
        "about_zh": "把不敢问的问题带来。",
        "way": "online",
        "clock": begins,
        "minutes": 60,
    }
    page = sign_in(expert).post("/help/salons/new/", form).url
    salon = Salon.objects.get()
    assert salon.state == "proposed"
    assert sign_in(ana).get(page).status_code == 404
    assert sign_in(olga).post("/help/salons/new/", form).status_code == 403
    sign_in(operator).post(f"{page}decide/agree/")
    assert told(expert, "agreed") == 1
    assert "谈薪答疑" in sign_in(ana).get("/help/salons/").content.decode()
    assert "谈薪答疑" not in sign_in(ana).get("/help/salons/?way=place").content.decode()
    with pytest.raises(NotAllowed):
        refuse(salon=salon, by=expert, reason="No.")


def test_the_form_says_what_is_missing(ana: User, sign_in) -> None:
    expert = ExpertFactory().person
    begins = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT18:00")
    words = {"title_en": "Talk", "about_en": "Write to me: me@example.com", "clock": begins, "minutes": 60}
    page = sign_in(expert).post("/help/salons/new/", words | {"way": "online"})
    assert page.status_code == 422
    assert "e-mail addresses" in page.content.decode()
    for far in ("9999-12-31T23:59", "0001-01-01T00:00"):
        page = sign_in(expert).post("/help/salons/new/", words | {"about_en": "Come.", "way": "online", "clock": far})
        assert "An event begins in the future, within a year" in page.content.decode()
    page = sign_in(expert).post("/help/salons/new/", words | {"about_en": "Come.", "way": "place"})
    assert "Say where it takes place." in page.content.decode()
    assert not Salon.objects.exists()
    with pytest.raises(MayNotHost):
        save_salon(salon=a_plan(ana), by=ana)


def test_who_comes_too_late_waits_and_moves_up_by_themselves(ana: User, ben: User, olga: User, sign_in) -> None:
    salon = a_salon(seats=1)
    page = salon.get_absolute_url()
    for person in (ana, ben, olga):
        for _twice in range(2):
            sign_in(person).post(f"{page}registration/", {"comes": "yes"})
    assert "number 2 on the waiting list" in sign_in(olga).get(page).content.decode()
    assert (told(ana, "seated"), told(ben, "waits"), told(ben, "moved_up")) == (1, 1, 0)
    for _twice in range(2):
        sign_in(ana).post(f"{page}registration/", {"comes": "no"})
    assert list(salon.guests.order_by("pk").values_list("state", flat=True)) == ["gone", "seated", "waiting"]
    assert (told(ben, "moved_up"), told(olga, "moved_up")) == (1, 0)
    salon.refresh_from_db()
    salon.seats = 2
    save_salon(salon=salon, by=salon.host)
    assert told(olga, "moved_up") == 1
    salon.seats = 1
    with pytest.raises(SeatsTaken):
        save_salon(salon=salon, by=salon.host)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_the_last_seats_at_once_as_many_get_one(db: None) -> None:
    salon = a_salon(seats=2)
    people = [CandidateFactory() for _number in range(6)]
    together(*[lambda person=person: register(salon=salon, person=person) for person in people])
    seated = SalonGuest.objects.filter(state="seated")
    assert (seated.count(), SalonGuest.objects.filter(state="waiting").count()) == (2, 4)
    leaving = [guest.person for guest in seated]
    together(*[lambda person=person: withdraw(salon=salon, person=person) for person in leaving])
    assert (seated.count(), SalonGuest.objects.filter(state="waiting").count()) == (2, 2)
    assert Notification.objects.filter(kind="salon_moved_up", channel="in_app").count() == 2


def test_calendars_hear_of_each_change_in_order(ana: User) -> None:
    salon = a_salon(**PLACE)
    register(salon=salon, person=ana)

    def event() -> tuple[str, int]:
        _name, content, method = calendar_of(Salon.objects.get(), ana)
        calendar = Calendar.from_ical(content)
        assert ana.email in str(calendar.events[0]["ATTENDEE"][0])
        return method, calendar.events[0].sequence

    states = [event()]
    withdraw(salon=salon, person=ana)
    states.append(event())
    register(salon=salon, person=ana)
    states.append(event())
    salon.refresh_from_db()
    salon.place = "Werkhof"
    save_salon(salon=salon, by=salon.host)
    states.append(event())
    call_off(salon=salon, by=salon.host, reason="Ill.")
    states.append(event())
    assert [method for method, _number in states] == ["REQUEST", "CANCEL", "REQUEST", "REQUEST", "CANCEL"]
    assert [number for _method, number in states] == sorted({number for _method, number in states})
    assert (told(ana, "changed"), told(ana, "cancelled")) == (1, 1)
    mailed = Notification.objects.filter(person=ana, channel="email", kind__in=["salon_seated", "salon_cancelled"])
    assert mailed.count() == 3


def test_reminders_come_once_move_along_and_end_with_the_seat(ana: User, ben: User) -> None:
    salon = a_salon()
    for person in (ana, ben):
        register(salon=salon, person=person)
    withdraw(salon=salon, person=ben)
    salon.refresh_from_db()
    salon.starts_at += timedelta(days=1)
    salon.ends_at += timedelta(days=1)
    save_salon(salon=salon, by=salon.host)
    run_due(now=salon.starts_at - timedelta(days=1, hours=12))
    assert told(ana, "tomorrow") == 0
    for moment in (timedelta(days=1), timedelta(minutes=50)):
        for _twice in range(2):
            run_due(now=salon.starts_at - moment)
    assert (told(ana, "tomorrow"), told(ana, "in_an_hour"), told(ben, "tomorrow")) == (1, 1, 0)
    assert told(salon.host, "in_an_hour") == 1
    run_due(now=(salon.ends_at + timedelta(days=2)).replace(hour=12))
    assert (told(ana, "how_was_it"), told(salon.host, "how_was_it")) == (1, 0)


def test_after_it_guests_say_how_it_was_and_its_hosts_alone_read_it(ana: User, ben: User, olga: User, sign_in) -> None:
    salon = a_salon()
    for person in (ana, ben):
        register(salon=salon, person=person)
    with pytest.raises(SalonNotOver):
        rate(salon=salon, person=ana, rating=5)
    page = salon.get_absolute_url()
    with time_machine.travel(salon.ends_at + timedelta(hours=1)):
        refused = sign_in(ana).post(f"{page}feedback/", {"rating": 4, "words": "Call me: 13800138000"})
        assert refused.status_code == 422
        for stars in (2, 4):
            sign_in(ana).post(f"{page}feedback/", {"rating": stars, "words": "More time for questions."})
        assert sign_in(olga).post(f"{page}feedback/", {"rating": 1}).status_code == 422
        assert "More time for questions." in sign_in(salon.host).get(page).content.decode()
        assert "More time for questions." not in sign_in(ben).get(page).content.decode()
    assert list(SalonGuest.objects.exclude(rating=None).values_list("rating", flat=True)) == [4]


def test_at_the_door_twice_is_once_and_late_is_not_lost(ana: User, ben: User, olga: User) -> None:
    salon = a_salon(**PLACE, seats=1)
    guest, waits = register(salon=salon, person=ana), register(salon=salon, person=ben)
    came, now = salon.starts_at + timedelta(minutes=2), salon.starts_at + timedelta(hours=1)
    codes = [f" {guest.code[:3].lower()}-{guest.code[3:]}", guest.code, waits.code, "NOBODY"]
    found = check_in(salon=salon, by=salon.host, arrivals=[Arrival(code, came) for code in codes], now=now)
    assert [one.outcome for one in found] == ["new", "again", "unknown", "unknown"]
    guest.refresh_from_db()
    assert guest.came_at == came
    with pytest.raises(NotAllowed):
        check_in(salon=salon, by=ben, arrivals=[Arrival(guest.code, came)], now=now)
    client = APIClient()
    client.force_authenticate(olga)
    assert client.get(f"/api/v1/salons/{salon.pk}/guests/").status_code == 403


def test_a_cancelled_event_says_why_and_nothing_more_comes_of_it(ana: User, ben: User, sign_in) -> None:
    salon = a_salon()
    register(salon=salon, person=ana)
    page = salon.get_absolute_url()
    assert sign_in(ben).post(f"{page}decide/cancel/", {"reason": "So."}).status_code == 403
    for _twice in range(2):
        sign_in(salon.host).post(f"{page}decide/cancel/", {"reason": "The speaker is ill."})
    assert "The speaker is ill." in sign_in(ana).get(page).content.decode()
    assert sign_in(ben).get(page).status_code == 404
    assert told(ana, "cancelled") == 1
    assert not DueItem.objects.filter(subject=f"salon:{salon.pk}", state="waiting").exists()


def test_who_blocked_the_host_finds_nothing_of_theirs(ana: User, sign_in) -> None:
    salon = a_salon()
    Block.objects.create(blocker=salon.host, blocked=ana)
    assert sign_in(ana).get(salon.get_absolute_url()).status_code == 404
    assert salon.title_en not in sign_in(ana).get("/help/salons/").content.decode()


def test_who_leaves_gives_their_seat_and_their_events_free(ana: User, ben: User) -> None:
    salon = a_salon(seats=1)
    for person in (ana, ben):
        register(salon=salon, person=person)
    (area,) = [one for one in owners() if one.key == "help"]
    assert area.export(ana)["events"]
    area.erase(ana)
    assert list(salon.guests.values_list("person", "state")) == [(ben.pk, "seated")]
    area.erase(salon.host)
    salon.refresh_from_db()
    assert salon.state == "cancelled"
    assert told(ben, "cancelled") == 1


def test_an_operator_decides_in_the_console(ana: User, sign_in) -> None:
    expert = ExpertFactory().person
    salon = save_salon(salon=a_plan(expert), by=expert)
    console = sign_in(OperatorFactory(is_superuser=True))
    console.post(reverse("admin:education_salon_refuse_it", args=[salon.pk]), CONFIRMED | {"reason": "Twice the same."})
    salon.refresh_from_db()
    assert (salon.state, salon.reason) == ("refused", "Twice the same.")
    assert told(expert, "refused") == 1
    with pytest.raises(NotAllowed):
        agree(salon=salon, by=ana)


def test_an_event_has_a_topic_of_interests_and_no_other(ana: User, sign_in) -> None:
    expert = ExpertFactory().person
    plan = {"title_en": "Saying no", "about_en": "Ask.", "way": "online"}
    plan |= {name: getattr(a_plan(expert), name).isoformat() for name in ("starts_at", "ends_at")}
    client = APIClient()
    client.force_authenticate(expert)
    refused = client.post("/api/v1/salons/", plan | {"topic": "field-astrology"}, format="json")
    assert (refused.status_code, refused.data["errors"][0]["attr"]) == (400, "topic")
    made = client.post("/api/v1/salons/", plan | {"topic": "course-say-no"}, format="json")
    assert made.data["topic"] == "course-say-no"
    page = sign_in(expert).get(f"/help/salons/{made.data['id']}/").content.decode()
    assert "Say no, and take one, kindly" in page


def test_in_the_console_too_a_host_is_not_among_their_own_further_hosts(ben: User, sign_in) -> None:
    salon, console = a_salon(), sign_in(OperatorFactory(is_superuser=True))
    page = reverse("admin:education_salon_change", args=[salon.pk])
    sent = FormReader(console.get(page).content.decode()).sent
    console.post(page, sent | {"co_hosts": [str(salon.host_id), str(ben.pk)]})
    assert list(salon.co_hosts.all()) == [ben]


def test_lists_and_pages_cost_the_same_however_much_there_is(
    ana: User, sign_in, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    hers, salon = sign_in(ana), a_salon()
    register(salon=salon, person=ana)
    pages = ["/help/salons/", salon.get_absolute_url(), f"{salon.get_absolute_url()}room/", "/api/v1/salons/"]
    costs = []
    for page in pages:
        hers.get(page)
        with django_assert_max_num_queries(40) as counted:
            hers.get(page)
        costs.append(len(counted))
    a_salon()
    for person in [CandidateFactory() for _number in range(3)]:
        a_question(salon, person)
    for page, cost in zip(pages, costs, strict=True):
        with django_assert_num_queries(cost):
            hers.get(page)
