"""The pages: telling from anywhere, following, replying, rating."""

from uuid import uuid4

import pytest

from apps.feedback.models import ConversationRating, Ticket, Topic, TopicSupport
from apps.feedback.ratings.services import rate_conversation
from apps.feedback.work.services import add_note, answer_ticket, move_ticket
from apps.notifications.models import Notification

SHEET, MINE = "/feedback/sheet/", "/feedback/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_visitor_is_shown_the_way_in(client, db):
    answer = client.get(SHEET, {"page": "/jobs/?q=1"}, follow=True)
    assert answer.context["form"]["page"].value() == "/jobs/?q=1"
    assert "/account/login/" in text_of(client.post(SHEET, {"body": "Hello"}))
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("address", [MINE, "/feedback/1/", "/rate/1/"])
def test_a_visitor_has_to_sign_in(client, db, address):
    assert client.get(address).status_code == 302


def test_the_sheet_knows_the_page_and_the_conversation_of_it(ana, sign_in, conversation):
    form = sign_in(ana).get(SHEET, {"page": f"/inbox/{conversation.pk}/"}).context["form"]
    assert form["page"].value() == f"/inbox/{conversation.pk}/"
    form = sign_in(ana).get(SHEET, {"page": "/jobs/", "conversation": conversation.pk}).context["form"]
    assert form["conversation"].value() == conversation.pk


def test_an_outsider_learns_nothing_about_a_conversation(olga, sign_in, conversation):
    form = sign_in(olga).get(SHEET, {"page": "/jobs/", "conversation": conversation.pk}).context["form"]
    assert form["conversation"].value() == ""


def test_sending_says_what_happens_next_and_where_to_follow(ana, sign_in):
    sent = {"body": "The list is empty.", "client_id": str(uuid4()), "page": "/jobs/", "client_version": "1.4"}
    answer = sign_in(ana).post(SHEET, sent, **HTMX)
    ticket = Ticket.objects.get()
    assert (ticket.body, ticket.page, ticket.client_version) == ("The list is empty.", "/jobs/", "1.4")
    assert ticket.interface_language == "en"
    assert f'href="/feedback/{ticket.pk}/"' in text_of(answer)
    assert "What happens next" in text_of(answer)


def test_a_double_click_is_one_ticket(ana, sign_in):
    client, sent = sign_in(ana), {"body": "The list is empty.", "client_id": str(uuid4())}
    for _time in range(3):
        assert client.post(SHEET, sent, **HTMX).status_code == 200
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("text", ["x" * 8001, "😀" * 10_000, "a\x00b" + "c" * 50, "   "])
def test_unusable_text_comes_back_with_a_reason_and_nothing_is_lost(ana, sign_in, text):
    answer = sign_in(ana).post(SHEET, {"body": text, "client_id": str(uuid4())}, **HTMX)
    assert answer.status_code == 422
    assert answer.context["form"].errors["body"]
    assert answer.context["form"]["body"].value() == text
    assert not Ticket.objects.exists()


def test_a_text_that_changed_after_it_had_arrived_can_be_sent_as_a_new_one(ana, sign_in):
    client, client_id = sign_in(ana), str(uuid4())
    client.post(SHEET, {"body": "The list is empty.", "client_id": client_id}, **HTMX)
    answer = client.post(SHEET, {"body": "The list is empty on Mondays.", "client_id": client_id}, **HTMX)
    assert answer.status_code == 422
    again = answer.context["form"]["client_id"].value()
    assert again != client_id
    client.post(SHEET, {"body": "The list is empty on Mondays.", "client_id": again}, **HTMX)
    assert Ticket.objects.count() == 2


def test_nonsense_in_the_hidden_fields_harms_nothing(ana, sign_in):
    sent = {"body": "Hello there.", "client_id": "x", "page": "javascript:1", "conversation": "9" * 30, "message": "-1"}
    assert sign_in(ana).post(SHEET, sent, **HTMX).status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.page, ticket.conversation, ticket.message) == ("", None, None)


def test_too_much_at_once_keeps_the_text(ana, sign_in, tell, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 1
    tell(ana)
    answer = sign_in(ana).post(SHEET, {"body": "One more.", "client_id": str(uuid4())}, **HTMX)
    assert answer.status_code == 422
    assert "One more." in text_of(answer)


def test_known_topics_and_own_tickets_are_shown_while_typing(ana, olga, sign_in, tell):
    Topic.objects.create(title_en="Voice messages", title_zh="语音消息", is_published=True)
    Topic.objects.create(title_en="Voice messages in secret", title_zh="秘密", is_published=False)
    tell(ana, "Voice messages can't be recorded in Firefox.")
    tell(olga, "Voice messages are broken for Olga.")
    page = text_of(sign_in(ana).post("/feedback/similar/", {"body": "Please add voice messages"}, **HTMX))
    assert "Voice messages" in page
    assert "Firefox" in page
    assert "secret" not in page
    assert "Olga" not in page


@pytest.mark.parametrize("body", ["", "a", "😀" * 10_000, "x\x00y", "word " * 5000])
def test_typing_anything_is_harmless(ana, sign_in, body):
    assert sign_in(ana).post("/feedback/similar/", {"body": body}, **HTMX).status_code == 200


def test_me_too_counts_people(ana, ben, sign_in):
    topic = Topic.objects.create(title_en="Voice messages", title_zh="语音消息", is_published=True)
    for person in (ana, ana, ben):
        sign_in(person).post(f"/feedback/topics/{topic.pk}/me-too/", **HTMX)
    assert TopicSupport.objects.count() == 2


def test_an_unpublished_topic_does_not_exist(ana, sign_in):
    topic = Topic.objects.create(title_en="Voice messages", title_zh="语音消息")
    assert sign_in(ana).post(f"/feedback/topics/{topic.pk}/me-too/", **HTMX).status_code == 404


def test_my_feedback_says_so_when_there_is_none(ana, sign_in):
    assert "Nothing here yet" in text_of(sign_in(ana).get(MINE))


def test_my_feedback_shows_mine_alone_page_by_page(ana, olga, sign_in, tell, settings, django_assert_max_num_queries):
    settings.FEEDBACK_TICKETS_PER_HOUR = 100
    for number in range(25):
        tell(ana, f"Ana's report number {number}.")
    tell(olga, "Olga's report.")
    client = sign_in(ana)
    with django_assert_max_num_queries(8):
        first = client.get(MINE)
    second = client.get(MINE, {"page": 2})
    assert (len(first.context["page"]), len(second.context["page"])) == (20, 5)
    assert "Olga" not in text_of(first) + text_of(second)
    assert client.get(MINE, {"page": "nonsense", "show": "nonsense"}).status_code == 200


def test_open_and_closed_are_told_apart(ana, mei, sign_in, tell):
    solved, opened = tell(ana), tell(ana)
    move_ticket(ticket_id=solved.pk, operator=mei, to="solved")
    client = sign_in(ana)
    assert [ticket.pk for ticket in client.get(MINE, {"show": "closed"}).context["page"]] == [solved.pk]
    assert [ticket.pk for ticket in client.get(MINE, {"show": "open"}).context["page"]] == [opened.pk]


def test_the_timeline_shows_promises_and_answers_and_no_notes(ana, mei, sign_in, sorted_ticket):
    add_note(ticket_id=sorted_ticket.pk, operator=mei, body="Looks like the old bug.")
    answer_ticket(
        ticket_id=sorted_ticket.pk,
        operator=mei,
        body="We could repeat it.",
        to="in_progress",
        promised_for=sorted_ticket.created_at.date(),
    )
    page = text_of(sign_in(ana).get(f"/feedback/{sorted_ticket.pk}/"))
    assert "We could repeat it." in page
    assert "Mei answered" in page
    assert "Next news by" in page
    assert "old bug" not in page


def test_reading_the_ticket_reads_the_news_of_it(ana, mei, sign_in, sorted_ticket):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload.")
    sign_in(ana).get(f"/feedback/{sorted_ticket.pk}/")
    assert not Notification.objects.filter(person=ana, channel="in_app", read_at=None).exists()
    assert Notification.objects.get(person=ana, channel="email").cancelled_at


def test_over_htmx_only_what_changes_is_sent(ana, sign_in, sorted_ticket):
    page = text_of(sign_in(ana).get(f"/feedback/{sorted_ticket.pk}/", **HTMX))
    assert "<html" not in page
    assert 'id="ticket"' in page


def test_an_outsider_finds_no_ticket(olga, sign_in, sorted_ticket):
    client = sign_in(olga)
    assert client.get(f"/feedback/{sorted_ticket.pk}/").status_code == 404
    assert client.post(f"/feedback/{sorted_ticket.pk}/reply/", {"body": "Hello"}).status_code == 404
    assert client.post(f"/feedback/{sorted_ticket.pk}/confirm/", {"fixed": "yes"}).status_code == 404


def test_replying_and_confirming(ana, mei, sign_in, sorted_ticket):
    client, address = sign_in(ana), f"/feedback/{sorted_ticket.pk}/"
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload.", to="solved")
    assert "Is it fixed for you?" in text_of(client.get(address))
    assert client.post(f"{address}confirm/", {"fixed": "no"}).url == address
    client.post(f"{address}reply/", {"body": "It is still broken in Firefox."})
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "reopened"
    assert "It is still broken in Firefox." in text_of(client.get(address))


def test_an_unusable_reply_comes_back_whole(ana, sign_in, sorted_ticket):
    answer = sign_in(ana).post(f"/feedback/{sorted_ticket.pk}/reply/", {"body": "y" * 8001})
    assert answer.status_code == 422
    assert "y" * 8001 in text_of(answer)


def test_what_people_write_is_never_markup(ana, mei, sign_in, tell):
    ticket = tell(ana, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="<b onclick=alert(3)>bold</b>")
    for address in (MINE, f"/feedback/{ticket.pk}/"):
        page = text_of(sign_in(ana).get(address))
        assert "<script>alert" not in page
        assert "<b onclick" not in page


def test_rating_in_a_fragment(ana, sign_in, conversation):
    client, address = sign_in(ana), f"/rate/{conversation.pk}/"
    assert "<html" in text_of(client.get(address))
    assert "<html" not in text_of(client.get(address, headers={"HX-Request": "true"}))
    assert 'name="stars"' in text_of(client.get(address))
    assert client.post(address, {"stars": "", "comment": "x"}).status_code == 422
    assert client.post(address, {"stars": "5", "comment": "x" * 2001}).status_code == 422
    assert client.post(address, {"stars": "4", "comment": "Quick."}).status_code == 200
    assert ConversationRating.objects.get().stars == 4
    assert "Change my rating" in text_of(client.get(address))


def test_a_low_rating_shows_its_case(ana, sign_in, conversation):
    page = text_of(sign_in(ana).post(f"/rate/{conversation.pk}/", {"stars": "1", "comment": ""}))
    assert f"/feedback/{Ticket.objects.get().pk}/" in page


def test_an_outsider_cannot_rate(olga, sign_in, conversation):
    assert sign_in(olga).get(f"/rate/{conversation.pk}/").status_code == 404
    assert sign_in(olga).post(f"/rate/{conversation.pk}/", {"stars": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("My feedback", "Feedback #", "Send", "Only you and our support team see this.")),
        ("zh-hans", ("我的反馈", "反馈 #", "发送", "只有你和客服能看到")),
    ],
)
def test_every_page_speaks_the_readers_language(ana, mei, sign_in, sorted_ticket, conversation, language, words):
    ana.language = language
    ana.save()
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload.")
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=1)
    client = sign_in(ana)
    pages = [
        text_of(client.get(address))
        for address in (MINE, f"/feedback/{sorted_ticket.pk}/", SHEET, f"/rate/{conversation.pk}/")
    ]
    assert [word for word, page in zip(words, pages, strict=True) if word not in page] == []
    assert "Please reload." in pages[1]
