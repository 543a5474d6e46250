"""The list of one's interviews, on the page and over the API, and what others find there: nothing."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from apps.accounts.models import User
from apps.chat.cards.due import close_due_cards
from apps.chat.interviews.choosing import days_to_choose
from apps.chat.interviews.slots import Span
from apps.chat.models import Card, Conversation, Interview, Message
from apps.chat.personal_data import erase, export
from apps.errors import DomainError
from tests.chat.interviews.conftest import LATER, NOW, TEN, Do, Invite
from tests.chat.test_concurrency import together

pytestmark = pytest.mark.django_db
END = datetime.fromisoformat(TEN) + timedelta(minutes=45)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def listed(person: User, show: str = "upcoming") -> list[dict[str, Any]]:
    answer = signed_in(person).get(f"/api/v1/interviews/?show={show}")
    assert answer.status_code == 200
    return answer.json()["results"]


def test_what_comes_stands_there_for_both_on_their_clocks(invite: Invite, do: Do, ana: User, ben: User):
    card = invite(place="Room 3")
    assert (listed(ana), [row["id"] for row in listed(ana, "waiting")]) == ([], [card.pk])
    do(card, ana, "accept", slot=TEN)
    (of_ana,), (of_ben,) = listed(ana), listed(ben)
    assert (of_ana["name"], of_ana["when"]) == ("Ben", "Wed, 4 Mar 2026, 10:00–10:45")
    assert (of_ben["name"], of_ben["when"]) == ("Ana", "Wed, 4 Mar 2026, 03:00–03:45")
    page = signed_in(ana).get("/interviews/").content.decode()
    assert "Wed, 4 Mar 2026, 10:00–10:45" in page
    assert "Room 3" in page
    assert f"/inbox/{card.conversation_id}/#message-{card.pk}" in page


def test_what_was_stands_among_the_past(invite: Invite, do: Do, ana: User, clock: Any):
    do(invite(), ana, "accept", slot=TEN)
    clock.move_to(END)
    close_due_cards(now=END)
    assert (listed(ana), [row["state"] for row in listed(ana, "past")]) == ([], ["over"])
    assert "It took place" not in signed_in(ana).get("/interviews/?show=past").content.decode()


def test_an_empty_list_says_what_will_fill_it(talk: Conversation, ana: User):
    assert "No interview is agreed" in signed_in(ana).get("/interviews/").content.decode()
    assert "None so far" in signed_in(ana).get("/interviews/?show=past").content.decode()


def test_an_outsider_finds_no_interview_and_no_file(invite: Invite, do: Do, ana: User, olga: User):
    card = do(invite(), ana, "accept", slot=TEN)
    client = signed_in(olga)
    for address in (
        f"/interviews/{card.pk}/calendar.ics",
        f"/api/v1/interviews/{card.pk}/",
        f"/api/v1/interviews/{card.pk}/calendar.ics",
        f"/inbox/{card.conversation_id}/interviews/{card.pk}/move/",
    ):
        assert client.get(address).status_code == 404, address
    assert listed(olga) == []


def test_the_api_gives_the_calendars_file_and_a_cancelled_one_too(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(), ana, "accept", slot=TEN)
    address = f"/api/v1/interviews/{card.pk}/calendar.ics"
    assert Calendar.from_ical(signed_in(ben).get(address).content)["METHOD"] == "REQUEST"
    do(card, ben, "cancel", reason="filled")
    assert Calendar.from_ical(signed_in(ben).get(address).content)["METHOD"] == "CANCEL"


def test_a_list_that_isnt_there_is_refused(talk: Conversation, ana: User):
    assert signed_in(ana).get("/api/v1/interviews/?show=everything").status_code == 400


def test_other_times_are_chosen_in_a_sheet_and_what_was_ticked_stays_when_refused(invite: Invite, ana: User):
    card = invite()
    address = f"/inbox/{card.conversation_id}/interviews/{card.pk}/propose/"
    client = signed_in(ana)
    sheet = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'value="2026-03-06T18:30"' in sheet
    assert "<html" not in sheet
    refused = client.post(address, {"slots": ["2026-03-06T18:30", "2026-03-01T10:00"]}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert 'value="2026-03-06T18:30" checked' in refused.content.decode()
    assert "That time has passed." in refused.content.decode()
    done = client.post(address, {"slots": ["2026-03-06T18:30", ""], "words": "After work"})
    assert (done.status_code, done["Location"]) == (302, f"/inbox/{card.conversation_id}/#message-{card.pk}")
    assert Card.objects.get(pk=card.pk).state == "proposed"


def test_ben_invites_from_the_page_without_a_script(talk: Conversation, ben: User):
    client = signed_in(ben)
    address = f"/inbox/{talk.pk}/cards/"
    assert 'name="slots"' in client.get(address).content.decode()
    facts = {"type": "interview", "slots": ["2026-03-04T09:30", ""], "minutes": "30", "way": "phone"}
    assert client.post(address, facts).status_code == 302
    assert Card.objects.get().facts["slots"] == ["2026-03-04T08:30:00+00:00"]


def test_the_calendar_leaves_out_what_has_passed_and_names_what_is_taken(ben: User):
    taken = [Span(datetime.fromisoformat(TEN), END, "Interview with Ana")]
    days = days_to_choose(zone=ZoneInfo("Asia/Shanghai"), now=NOW, taken=taken, chosen={"2026-03-05T09:00"})
    assert (len(days), days[0].date.isoformat()) == (21, "2026-03-02")
    assert days[0].choices[0].label == "16:30"
    assert [choice.label for choice in days[2].choices if choice.meets] == ["10:00", "10:30"]
    assert [day.date.day for day in days if day.is_shown] == [5]


def test_the_lists_ask_the_database_as_often_for_many_as_for_one(
    invite: Invite, do: Do, ana: User, ben: User, django_assert_max_num_queries: Any
):
    do(invite(), ana, "accept", slot=TEN)
    client = signed_in(ana)
    client.get("/api/v1/interviews/")
    first = Interview.objects.get()
    for number in range(5):
        message = Message.objects.create(
            conversation=first.conversation,
            seq=100 + number,
            rev=100 + number,
            sent_rev=100 + number,
            kind="card",
            client_id=uuid4(),
            fingerprint=0,
            created_at=NOW,
        )
        card = Card.objects.create(
            message=message, conversation=first.conversation, type="interview", state="agreed", facts={}, created_at=NOW
        )
        Interview.objects.create(
            card=card,
            conversation=first.conversation,
            standing="agreed",
            starts_at=first.starts_at,
            ends_at=first.ends_at,
        )
    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/interviews/").json()["results"]) == 6


def test_the_copy_of_ones_data_holds_them(invite: Invite, do: Do, ana: User):
    do(invite(), ana, "accept", slot=TEN)
    (row,) = list(export(ana)["interviews"])
    assert row["standing"] == "agreed"


def test_who_is_erased_meets_nobody_any_more(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(note="Ana brings her portfolio"), ana, "accept", slot=TEN)
    erase(ana)
    card.refresh_from_db()
    assert (card.state, card.closed_at is not None, Interview.objects.get().standing) == ("cancelled", True, "off")
    assert "portfolio" not in str(card.facts) + str(Message.objects.get(pk=card.pk).facts)
    assert listed(ben) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("action", "data"),
    [("offer", {"slots": [LATER]}), ("withdraw", {})],
)
def test_of_one_who_accepts_and_one_who_changes_it_at_once_the_first_wins(
    invite: Invite, do: Do, ana: User, ben: User, action: str, data: dict[str, Any]
):
    card = invite()
    ends = together(
        lambda: outcome_of(do, card, ana, "accept", slot=TEN), lambda: outcome_of(do, card, ben, action, **data)
    )
    card.refresh_from_db()
    interview = Interview.objects.get()
    assert sorted(ends).count("done") == 1 or (action == "offer" and card.state == "agreed"), ends
    assert (card.state == "agreed") == (interview.standing == "agreed")
    assert interview.sequence == (1 if card.state == "agreed" else 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_an_agreed_one_at_once_one_does(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(), ana, "accept", slot=TEN)
    ends = together(
        lambda: outcome_of(do, card, ana, "move", slots=[LATER]),
        lambda: outcome_of(do, card, ben, "move", slots=["2026-03-06T10:00"]),
        lambda: outcome_of(do, card, ben, "cancel", reason="filled"),
    )
    assert sorted(ends) == ["card_moved", "card_moved", "done"]
    card.refresh_from_db()
    assert card.steps_taken == 3
    assert Interview.objects.get().sequence == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_devices_that_take_two_times_at_once_agree_on_one(invite: Invite, do: Do, ana: User):
    card = invite()
    ends = together(
        lambda: outcome_of(do, card, ana, "accept", slot=TEN),
        lambda: outcome_of(do, card, ana, "accept", slot=LATER),
        lambda: outcome_of(do, card, ana, "accept", slot=TEN),
    )
    card.refresh_from_db()
    assert card.steps_taken == 2
    assert Interview.objects.get().sequence == 1
    assert set(ends) <= {"done", "card_moved"}


def outcome_of(do: Do, card: Card, person: User, action: str, **data: Any) -> str:
    try:
        do(card, person, action, **data)
    except DomainError as error:
        return error.code
    return "done"
