"""Ice-breakers: turn by turn, hidden until both have chosen, for these two alone, and counting for nothing."""

import json
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.answers.services import record_answers
from apps.chat.cards.errors import CardMoved, NotYourPart
from apps.chat.cards.models import Card, HiddenTurn, QuizQuestion
from apps.chat.cards.selectors import face_of
from apps.chat.cards.services import act, make_card
from apps.chat.models import Answer, Conversation, Message
from apps.chat.participants.services import add_participant
from tests.people import OperatorFactory, RecruiterFactory

pytestmark = pytest.mark.django_db

LIE = "I once swam to the moon"
SENTENCES = {"first": "I keep bees", "second": LIE, "third": "I was born on a train", "lie": 2}


def make(kind: str, conversation: Conversation, author: User, **facts: object) -> Card:
    return make_card(conversation=conversation, author=author, type=kind, facts=facts, client_id=uuid4())


def do(card: Card, person: User, action: str, **data: object) -> Card:
    return act(card=card, actor=person, action=action, data=data, client_id=uuid4())


@pytest.fixture
def match(conversation: Conversation, ana: User, ben: User) -> Card:
    return do(make("work_style", conversation, ana), ben, "accept")


def everything_ben_gets(card: Card, ben: User, sign_in) -> str:
    browser, number = sign_in(ben), card.conversation_id
    places = [f"/inbox/{number}/", f"/inbox/{number}/cards/{card.pk}/"]
    places += [f"/api/v1/conversations/{number}/{rest}" for rest in ("messages/", "cards/", f"cards/{card.pk}/")]
    return " ".join(browser.get(place).text for place in places)


def test_nobody_sees_a_choice_before_both_have_chosen(match: Card, ana: User, ben: User):
    do(match, ana, "answer", round=1, choice=1)
    assert face_of(match, ana).own["chosen"] == "Late evening"
    assert face_of(match, ben).own["chosen"] is None
    assert face_of(match, ben).own["played"] == []
    card = do(match, ben, "answer", round=1, choice=0)
    (played,) = face_of(card, ben).own["played"]
    assert (played["mine"], played["theirs"], played["is_same"]) == ("Early morning", "Late evening", False)


def test_the_others_hidden_choice_is_in_no_frame_and_no_answer(match: Card, ana: User, ben: User, sign_in):
    before = everything_ben_gets(match, ben, sign_in)
    card = do(match, ana, "answer", round=1, choice=1)
    message = json.dumps(Message.objects.get(pk=match.pk).facts)
    assert '"choices"' not in message
    assert '"rounds": []' in message
    assert "Shown to both" not in everything_ben_gets(card, ben, sign_in)
    assert before.count("Late evening") == everything_ben_gets(card, ben, sign_in).count("Late evening")


def test_a_turn_is_taken_once_and_in_its_round(match: Card, ana: User, ben: User):
    do(match, ana, "answer", round=1, choice=1)
    for data in ({"round": 1, "choice": 0}, {"round": 2, "choice": 0}):
        with pytest.raises(CardMoved):
            do(match, ana, "answer", **data)
    assert HiddenTurn.objects.get().choice == 1


def test_it_goes_on_where_it_was_left_and_ends_after_the_last_question(match: Card, ana: User, ben: User):
    for number in range(1, 6):
        assert face_of(Card.objects.get(pk=match.pk), ana).own["round"] == number
        do(match, ana, "answer", round=number, choice=0)
        do(match, ben, "answer", round=number, choice=0)
    card = Card.objects.get(pk=match.pk)
    assert card.state == "done"
    assert [past["is_same"] for past in face_of(card, ana).own["played"]] == [True] * 5
    assert not HiddenTurn.objects.exists()


def test_the_quiz_asks_what_the_console_says_in_each_readers_language(conversation: Conversation, ana: User, ben: User):
    QuizQuestion.objects.exclude(key__in=["cv", "week", "bcc"]).update(is_active=False)
    QuizQuestion.objects.filter(key="cv").update(question_en="What is a CV?", question_zh="CV 是什么？")
    conversation.job.industry = "Healthcare"
    conversation.job.save()
    card = do(make("industry_quiz", conversation, ben), ana, "accept")
    asked = {words.words for words in face_of(card, ana).card_type.questions(card.facts)}
    assert "What is a CV?" in asked
    assert "right" not in json.dumps(Message.objects.get(pk=card.pk).facts)
    do(card, ana, "answer", round=1, choice=0)
    card = do(card, ben, "answer", round=1, choice=1)
    (played,) = face_of(card, ana).own["played"]
    assert played["right"] in QuizQuestion.objects.values_list("right_en", flat=True)


def test_questions_of_the_jobs_own_industry_come_first(conversation: Conversation, ana: User, ben: User):
    conversation.job.industry = "Healthcare"
    conversation.job.save()
    card = make("industry_quiz", conversation, ben)
    keys = set(QuizQuestion.objects.filter(pk__in=card.facts["questions"]).values_list("key", flat=True))
    assert keys == {"bones", "blood", "ecg"}


def test_the_lie_is_its_writers_until_it_is_guessed(conversation: Conversation, ana: User, ben: User, sign_in):
    card = make("two_truths", conversation, ana, **SENTENCES)
    assert face_of(card, ana).own["lie"] == 2
    assert "lie" not in face_of(card, ben).own
    assert '"lie"' not in json.dumps(Message.objects.get(pk=card.pk).facts)
    assert "the lie</strong>" not in everything_ben_gets(card, ben, sign_in)
    card = do(card, ben, "guess", guess=1)
    assert card.facts["halves"][0] | {"sentences": []} == {"writer": ana.pk, "sentences": [], "lie": 2, "guess": 1}
    do(card, ben, "write", first="a", second="b", third="c", lie=3)
    card = do(card, ana, "guess_back", guess=3)
    assert (card.state, card.facts["halves"][1]["lie"]) == ("done", 3)


def test_it_counts_for_nothing(match: Card, ana: User, ben: User, conversation: Conversation):
    before = Conversation.objects.values("waiting_for_id", "waiting_since", "stage").get(pk=conversation.pk)
    do(match, ana, "answer", round=1, choice=1)
    do(match, ben, "stop")
    cards = list(Message.objects.filter(conversation=conversation, kind="card").select_related("conversation"))
    assert record_answers(cards) == []
    assert not Answer.objects.exists()
    assert Conversation.objects.values("waiting_for_id", "waiting_since", "stage").get(pk=conversation.pk) == before


def test_a_colleague_watches_and_doesnt_play(match: Card, ben: User):
    colleague = RecruiterFactory(company=ben.company)
    add_participant(conversation=match.conversation, user=colleague, role="recruiter", by=ben)
    for action, data in (("answer", {"round": 1, "choice": 0}), ("stop", {})):
        with pytest.raises(NotYourPart):
            do(match, colleague, action, **data)


def test_nobody_outside_reads_it(conversation: Conversation, ana: User, ben: User, olga: User, sign_in):
    card = make("two_truths", conversation, ana, **SENTENCES)
    assert sign_in(olga).get(f"/inbox/{conversation.pk}/cards/{card.pk}/").status_code == 404
    admin = sign_in(OperatorFactory(is_superuser=True))
    for address in ("message", "card"):
        page = admin.get(f"/admin/chat/{address}/{card.pk}/change/")
        assert page.status_code == 200
        assert LIE not in page.text
    assert LIE not in admin.get("/admin/chat/card/").text


def test_a_declined_game_is_over(conversation: Conversation, ana: User, ben: User):
    card = do(make("work_style", conversation, ana), ben, "decline")
    with pytest.raises(CardMoved):
        do(card, ben, "accept")
