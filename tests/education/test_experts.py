"""A question goes to the best expert who is there, on to the next in time, and at last to support."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import Block, User
from apps.chat.models import Conversation
from apps.chat.sending.services import new_client_id, send_message
from apps.education.assistant.handing_over import hand_over
from apps.education.experts import asking
from apps.education.experts.errors import NoLongerYours, NotAnsweredYet
from apps.education.experts.events import AnswerHelped
from apps.education.experts.hours import is_open
from apps.education.experts.routing import topic_of
from apps.education.experts.selectors import cards, listed
from apps.education.models import Article, Consultation, Expert, ExpertAsk, ExpertTopic, Question
from apps.errors import NotFound
from apps.events.models import OutboxEvent
from apps.gamification.recognition.handlers import recognise_help
from apps.notifications.models import Notification
from apps.notifications.reminders.running import run_due
from tests.education.experts import PAY, ExpertFactory
from tests.people import CandidateFactory, OperatorFactory


@pytest.fixture
def sam(db: None) -> User:
    person = OperatorFactory(name="Sam")
    person.groups.add(Group.objects.get(name="support"))
    return person


@pytest.fixture
def xu(db: None) -> Expert:
    return ExpertFactory(person__name="Xu")


@pytest.fixture
def yan(db: None) -> Expert:
    return ExpertFactory(person__name="Yan")


def ask(person: User, text: str = PAY) -> Consultation:
    return Consultation.objects.get(conversation=hand_over(person=person, text=text))


def waiting_for(consultation: Consultation) -> str:
    waits = consultation.asks.filter(state="waiting").select_related("expert__person").first()
    return waits.expert.person.name if waits else ""


def write(person: User, consultation: Consultation, body: str = "Name a range, and say why.") -> None:
    assert consultation.conversation is not None
    send_message(sender=person, conversation_id=consultation.conversation.pk, body=body, client_id=new_client_id())


def people_in(consultation: Consultation) -> set[str]:
    assert consultation.conversation is not None
    present = consultation.conversation.participants.filter(left_at=None)
    return set(present.values_list("user__name", flat=True))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (PAY, "pay-and-offers"),
        ("期望薪资应该报多少？", "pay-and-offers"),
        ("I have a two-year gap in my CV, how do I explain it?", "resumes"),
        ("试用期内辞职要提前几天说", "contracts"),
        ("what will they ask me in the interview tomorrow", "interviews"),
        ("which planet is the largest", None),
        ("今天天气怎么样", None),
    ],
)
def test_a_question_finds_its_topic_in_either_language(db: None, text: str, slug: str | None) -> None:
    found = topic_of(text)
    assert (found.slug if found else None) == slug


def test_an_expert_is_asked_with_the_history_and_told(ana: User, xu: Expert, sam: User) -> None:
    consultation = ask(ana)
    assert (people_in(consultation), waiting_for(consultation)) == ({"Ana", "Xu"}, "Xu")
    told = Notification.objects.get(person=xu.person, channel="in_app")
    assert told.kind == "expert_asked"
    assert told.facts["question"] == PAY
    xu.refresh_from_db()
    assert xu.open_now == 1


def test_without_an_expert_it_goes_to_support(ana: User, sam: User) -> None:
    conversation = hand_over(person=ana, text=PAY)
    assert not Consultation.objects.exists()
    assert conversation.participants.filter(user=sam).exists()


def test_what_is_on_no_topic_goes_to_support(ana: User, xu: Expert, sam: User) -> None:
    hand_over(person=ana, text="My account shows somebody else's picture")
    assert not Consultation.objects.exists()


def test_in_time_unanswered_it_goes_to_the_next_and_at_last_to_support(
    ana: User, xu: Expert, yan: Expert, sam: User
) -> None:
    consultation = ask(ana)
    assert waiting_for(consultation) == "Xu"
    later = timezone.now() + timedelta(minutes=121)
    run_due(now=later)
    assert (waiting_for(consultation), people_in(consultation)) == ("Yan", {"Ana", "Yan"})
    run_due(now=later)
    assert waiting_for(consultation) == "Yan", "the same time-out again changes nothing"
    run_due(now=later + timedelta(minutes=121))
    consultation.refresh_from_db()
    assert (consultation.state, people_in(consultation)) == ("support", {"Ana", "Sam"})
    assert set(Expert.objects.values_list("open_now", flat=True)) == {0}
    assert consultation.conversation is not None
    assert consultation.conversation.messages.filter(facts__type="support_called").count() == 1


def test_an_answer_stops_the_clock(ana: User, xu: Expert, yan: Expert, drain) -> None:
    consultation = ask(ana)
    write(xu.person, consultation)
    drain()
    consultation.refresh_from_db()
    assert consultation.state == "answered"
    run_due(now=timezone.now() + timedelta(days=1))
    assert consultation.asks.get().state == "answered"


def test_an_answer_that_is_still_on_its_way_counts_at_the_last_moment(ana: User, xu: Expert, yan: Expert) -> None:
    consultation = ask(ana)
    write(xu.person, consultation)
    run_due(now=timezone.now() + timedelta(days=1))
    assert consultation.asks.get().state == "answered"


def test_an_auto_reply_is_no_answer(ana: User, xu: Expert, drain) -> None:
    consultation = ask(ana)
    assert consultation.conversation is not None
    send_message(
        sender=xu.person,
        conversation_id=consultation.conversation.pk,
        body="I'm away",
        client_id=new_client_id(),
        origin="auto",
    )
    drain()
    assert waiting_for(consultation) == "Xu"


def test_the_asker_says_what_solved_it_once(ana: User, xu: Expert, drain) -> None:
    consultation = ask(ana)
    with pytest.raises(NotAnsweredYet):
        asking.say_whether_helped(person=ana, token=consultation.token, helped=True)
    write(xu.person, consultation)
    drain()
    for _ in range(2):
        asking.say_whether_helped(person=ana, token=consultation.token, helped=True)
    assert OutboxEvent.objects.filter(kind="education.answer_helped").count() <= 1
    assert ExpertAsk.objects.get().helped is True
    assert Question.objects.get().is_solved is True


def test_not_solved_goes_to_the_next_once(ana: User, xu: Expert, yan: Expert, drain) -> None:
    consultation = ask(ana)
    write(xu.person, consultation)
    drain()
    for _ in range(2):
        asking.say_whether_helped(person=ana, token=consultation.token, helped=False)
    assert (waiting_for(consultation), people_in(consultation)) == ("Yan", {"Ana", "Xu", "Yan"})
    assert ExpertAsk.objects.get(expert=xu).helped is False


def test_who_helped_is_recognised_once(ana: User, xu: Expert, drain) -> None:
    consultation = ask(ana)
    write(xu.person, consultation)
    drain()
    asking.say_whether_helped(person=ana, token=consultation.token, helped=True)
    event = OutboxEvent.objects.filter(kind="education.answer_helped").first()
    assert event is not None
    for _ in range(2):
        recognise_help(AnswerHelped(ask=ExpertAsk.objects.get().pk, expert=xu.person.pk, asker=ana.pk))


def judged(expert: Expert, *verdicts: bool) -> None:
    """So many who were asked long ago said whether it helped."""
    long_ago = timezone.now() - timedelta(days=60)
    for helped in verdicts:
        person = CandidateFactory()
        question = Question.objects.create(person=person, text=PAY, language="en")
        consultation = Consultation.objects.create(question=question, person=person, created_at=long_ago)
        consultation.asks.create(expert=expert, state="answered", asked_at=long_ago, due_at=long_ago, helped=helped)


def test_at_equal_load_those_are_asked_first_whose_answers_helped_more(
    ana: User, ben: User, xu: Expert, yan: Expert
) -> None:
    judged(xu, False, False)
    judged(yan, True, True)
    assert waiting_for(ask(ana)) == "Yan"
    assert waiting_for(ask(ben, "Which salary can I ask for as a nurse?")) == "Xu", "who was asked less of late"


def test_how_often_it_helped_is_shown_from_five_verdicts_on(olga: User, xu: Expert, yan: Expert, sign_in) -> None:
    judged(xu, *[True] * 4)
    judged(yan, *[True] * 4, False)
    shares = {card.expert.person.name: card.helped_percent for card in cards(listed(olga), timezone.now())}
    assert shares == {"Xu": None, "Yan": 80}
    assert "80" in sign_in(olga).get("/help/experts/").content.decode()


def test_passing_on_and_taking(ana: User, xu: Expert, yan: Expert, olga: User) -> None:
    consultation = ask(ana)
    asking.take(expert=yan, consultation_id=consultation.pk)
    assert waiting_for(consultation) == "Yan"
    with pytest.raises(NoLongerYours):
        asking.pass_on(expert=xu, consultation_id=consultation.pk)
    asking.take(expert=yan, consultation_id=consultation.pk)
    asking.pass_on(expert=yan, consultation_id=consultation.pk)
    consultation.refresh_from_db()
    assert consultation.state == "support", "everybody has had it"
    stranger = ExpertFactory(topics=["hiring"])
    with pytest.raises(NotFound):
        asking.take(expert=stranger, consultation_id=consultation.pk)


def test_somebody_of_support_who_writes_takes_over(ana: User, xu: Expert, sam: User, drain) -> None:
    consultation = ask(ana)
    assert consultation.conversation is not None
    asking.call_support(consultation_id=consultation.pk)
    asking.call_support(consultation_id=consultation.pk)
    consultation.refresh_from_db()
    assert (consultation.state, people_in(consultation)) == ("support", {"Ana", "Xu", "Sam"})
    assert ExpertAsk.objects.get().state == "ended"
    xu.refresh_from_db()
    assert xu.open_now == 0


def test_nobody_is_led_to_whom_they_blocked(ana: User, xu: Expert, sam: User) -> None:
    Block.objects.create(blocker=xu.person, blocked=ana)
    hand_over(person=ana, text=PAY)
    assert not Consultation.objects.exists()


def test_whoever_has_enough_or_is_off_is_not_asked(ana: User, ben: User, xu: Expert, yan: Expert) -> None:
    Expert.objects.filter(pk=xu.pk).update(most_at_once=1)
    first, second = ask(ana), ask(ben, "Which salary can I ask for as a nurse?")
    assert {waiting_for(first), waiting_for(second)} == {"Xu", "Yan"}
    Expert.objects.filter(pk=yan.pk).update(is_taking=False)
    assert not Consultation.objects.filter(conversation=hand_over(person=ben, text="How to negotiate pay?")).exists()


@pytest.mark.parametrize(
    ("opens", "closes", "days", "hour", "is_there"),
    [
        (9, 18, "1", 9, True),
        (9, 18, "1", 18, False),
        (9, 18, "2", 12, False),
        (22, 6, "7", 3, True),
        (0, 0, "1", 3, True),
    ],
)
def test_hours_are_on_the_experts_clock(
    xu: Expert, opens: int, closes: int, days: str, hour: int, is_there: bool
) -> None:
    xu.person.time_zone = "Asia/Shanghai"
    xu.opens, xu.closes, xu.weekdays = time(opens), time(closes), days
    monday = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(hours=hour - 8)
    assert is_open(xu, monday) is is_there


def test_the_desk_shows_what_waits_and_only_experts_have_one(ana: User, olga: User, xu: Expert, sign_in) -> None:
    ask(ana)
    page = sign_in(xu.person).get("/help/experts/me/").content.decode()
    assert PAY in page
    assert sign_in(olga).get("/help/experts/me/").status_code == 404
    assert "Xu" in sign_in(olga).get("/help/experts/").content.decode()


def test_an_expert_changes_topics_and_hours(xu: Expert, sign_in) -> None:
    client = sign_in(xu.person)
    topic = ExpertTopic.objects.get(slug="interviews")
    form = {
        "topics": [topic.pk],
        "weekdays": ["5", "1"],
        "opens": "10:00",
        "closes": "12:00",
        "most_at_once": "2",
        "is_taking": "on",
        "about": "Twelve years of hiring",
    }
    assert client.post("/help/experts/me/hours/", form).status_code == 302
    xu.refresh_from_db()
    assert (xu.weekdays, xu.opens, list(xu.topics.all())) == ("15", time(10), [topic])
    response = client.post("/help/experts/me/hours/", form | {"most_at_once": "900"})
    assert response.status_code == 422
    assert "Twelve years of hiring" in response.content.decode()


def test_the_asker_sees_where_it_is_and_nobody_else_does(ana: User, olga: User, xu: Expert, sign_in, drain) -> None:
    consultation = ask(ana)
    client, url = sign_in(ana), f"/help/asked/{consultation.token}/"
    page = client.get("/help/asked/").content.decode()
    assert "Xu has it" in page
    assert "This solved it" not in page
    write(xu.person, consultation)
    drain()
    panel = client.get(f"/help/asked/in/{consultation.conversation_id}/").content.decode()
    assert "This solved it" in panel
    assert sign_in(olga).get(f"/help/asked/in/{consultation.conversation_id}/").status_code == 204
    assert sign_in(olga).post(url, {"helped": "yes"}).status_code == 404
    client.post(url, {"helped": "yes"})
    assert "Solved" in client.get("/help/asked/").content.decode()


def test_a_good_answer_becomes_a_draft_in_one_click(ana: User, xu: Expert, sign_in, drain) -> None:
    consultation = ask(ana)
    write(xu.person, consultation)
    drain()
    client, url = sign_in(xu.person), f"/help/experts/me/{consultation.pk}/draft/"
    assert client.post(url).status_code == 302
    assert not Article.objects.filter(slug__startswith="question-").exists(), "it needs the right"
    xu.person.user_permissions.add(Permission.objects.get(codename="add_article"))
    for _ in range(2):
        sign_in(User.objects.get(pk=xu.person.pk)).post(url)
    draft = Article.objects.get(slug__startswith="question-")
    assert "Name a range" in draft.body_en
    assert not draft.is_published


def test_a_new_question_is_not_mixed_into_an_experts_conversation(ana: User, xu: Expert, sam: User) -> None:
    consultation = ask(ana)
    other = hand_over(person=ana, text="My account shows somebody else's picture")
    assert other.pk != consultation.conversation_id


def test_programs_do_the_same(ana: User, olga: User, xu: Expert, yan: Expert, drain) -> None:
    consultation = ask(ana)

    def api(person: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(person)
        return client

    assert api(olga).get("/api/v1/experts/me/").status_code == 404
    assert api(ana).get("/api/v1/experts/").data["count"] == 2
    assert api(xu.person).get("/api/v1/experts/me/questions/").data["results"][0]["question"] == PAY
    assert api(yan.person).get("/api/v1/experts/me/questions/to-take/").data["count"] == 1
    assert api(yan.person).post(f"/api/v1/experts/me/questions/{consultation.pk}/take/").status_code == 200
    write(yan.person, consultation)
    drain()
    assert api(ana).get("/api/v1/help/asked/").data["results"][0]["state"] == "answered"
    url = f"/api/v1/help/asked/{consultation.token}/"
    assert api(olga).post(url, {"helped": "yes"}).status_code == 404
    assert api(ana).post(url, {"helped": "yes"}).data["state"] == "solved"
    hours = api(xu.person).get("/api/v1/experts/me/").data["hours"]
    changed = api(xu.person).put("/api/v1/experts/me/", hours | {"topics": ["hiring"], "taking": False}, format="json")
    assert changed.data["hours"]["topics"] == ["hiring"]
    assert Conversation.objects.filter(kind="support").count() == 1
