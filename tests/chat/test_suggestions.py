"""Under a question stand replies from what the job's card, the posting or the résumé says, to be changed and sent."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.chat.messages.services import recall_message
from apps.chat.models import Answer, Conversation, Message, Preset, ScamWarning, Suggestion
from apps.chat.sending.services import send_message
from apps.chat.suggestions.services import record_sent, show_suggestions, take_suggestion
from apps.errors import NotFound
from apps.experiments.models import FeatureUse
from apps.matching.models import JobFact, Resume

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(conversation: Conversation):
    def send(sender, body: str, **more) -> Message:
        sent = send_message(sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4(), **more)
        conversation.refresh_from_db()
        return Message.objects.get(pk=sent.id)

    return send


@pytest.fixture
def hours(conversation: Conversation, ben) -> JobFact:
    return JobFact.objects.create(
        job=conversation.job, topic="schedule", value="早九点到晚六点，双休", language="zh-hans", approved_by=ben,
        approved_at=timezone.now(),
    )  # fmt: skip


def texts(conversation: Conversation, viewer) -> list[str]:
    return [one.text for one in show_suggestions(conversation, viewer)]


def test_what_was_approved_for_the_job_card_is_offered(conversation, ana, ben, say, hours):
    say(ana, "请问几点上下班？")
    assert texts(conversation, ben) == ["早九点到晚六点，双休"]
    assert texts(conversation, ana) == [], "who asked isn't offered an answer"


def test_what_the_job_card_answered_by_itself_is_not_offered_again(conversation, ana, ben, say, hours):
    question = say(ana, "请问几点上下班？")
    answer = say(ben, hours.value, origin="job_card", reply_to_id=question.pk)
    assert texts(conversation, ben) == []
    recall_message(by=ben, message_id=answer.pk)
    assert texts(conversation, ben) == ["早九点到晚六点，双休"]


def test_what_the_posting_says_is_offered_in_the_language_of_the_question(conversation, ana, ben, say):
    conversation.job.city = "上海"
    conversation.job.save()
    say(ana, "请问在哪里上班？")
    assert texts(conversation, ben)[0].startswith("工作地点在上海")
    say(ana, "Where is the office?")
    assert texts(conversation, ben)[0].startswith("The place of work is 上海")


def test_a_candidate_is_offered_what_their_own_resume_says(conversation, ana, ben, say):
    Resume.objects.filter(owner=ana).update(city="苏州", years_experience=4)
    say(ben, "你好，您现在住在哪里？")
    assert texts(conversation, ana) == ["我在苏州。"]


@pytest.mark.parametrize("question", ["好的，谢谢", "我通过了吗？", "宿舍有空调吗？"])
def test_nothing_is_offered_where_nothing_fits(conversation, ana, ben, say, hours, question):
    say(ana, question)
    assert texts(conversation, ben) == []


def test_nothing_is_offered_once_the_conversation_moved_on_or_is_closed(conversation, ana, ben, say, hours):
    say(ana, "几点上班？")
    assert texts(conversation, ben)
    say(ben, "九点")
    assert texts(conversation, ben) == []
    say(ana, "周末上班吗，几点下班？")
    conversation.stage = "closed"
    assert texts(conversation, ben) == []


def test_what_is_no_longer_true_is_no_longer_offered(conversation, ana, ben, say, hours):
    say(ana, "几点上班？")
    assert texts(conversation, ben)
    JobFact.objects.filter(pk=hours.pk).update(withdrawn_at=timezone.now())
    assert texts(conversation, ben) == []


def test_shown_taken_edited_and_answered_are_counted_once(conversation, ana, ben, say, hours):
    say(ana, "几点上班？")
    for _time in range(2):
        (shown,) = show_suggestions(conversation, ben)
    for _time in range(2):
        take_suggestion(person=ben, suggestion_id=shown.pk)
    sent = say(ben, "早九点到晚六点，双休，偶尔周六", origin="suggested")
    for _time in range(2):
        record_sent([sent])
    say(ana, "明白了，我住得近，没有问题")
    row = Suggestion.objects.with_answers().get()
    assert (row.message_id, row.is_edited) == (sent.pk, True)
    use = FeatureUse.objects.get(feature="suggested_replies", person=ben)
    assert use.used_at is not None
    Answer.objects.filter(opening=sent).exists()


def test_sent_as_it_was_is_told_from_edited(conversation, ana, ben, say, hours):
    say(ana, "几点上班？")
    (shown,) = show_suggestions(conversation, ben)
    take_suggestion(person=ben, suggestion_id=shown.pk)
    record_sent([say(ben, shown.text, origin="suggested")])
    assert Suggestion.objects.get().is_edited is False


def test_nobody_else_takes_it(conversation, ana, ben, olga, say, hours):
    say(ana, "几点上班？")
    (shown,) = show_suggestions(conversation, ben)
    for stranger in (ana, olga):
        with pytest.raises(NotFound):
            take_suggestion(person=stranger, suggestion_id=shown.pk)


def test_the_page_and_the_api_offer_the_same(conversation, ana, ben, olga, say, hours, sign_in):
    say(ana, "几点上班？")
    page = sign_in(ben).get(reverse("chat:hints", args=[conversation.pk]))
    assert 'data-fills="早九点到晚六点，双休"' in page.text
    results = sign_in(ben).get(f"/api/v1/conversations/{conversation.pk}/suggestions/").json()["results"]
    assert [(one["text"], one["source"]) for one in results] == [("早九点到晚六点，双休", "card")]
    assert sign_in(olga).get(reverse("chat:hints", args=[conversation.pk])).status_code == 404
    assert sign_in(olga).get(f"/api/v1/conversations/{conversation.pk}/suggestions/").status_code == 404


def test_ones_own_presets_are_offered_and_others_are_not(conversation, ana, ben, olga, say):
    Preset.objects.create(scope="personal", owner=ben, title_zh="食堂", body_zh="有食堂，一顿十块", is_active=True)
    Preset.objects.create(scope="personal", owner=olga, title_zh="食堂", body_zh="食堂免费", is_active=True)
    Preset.objects.create(scope="personal", owner=ben, title_zh="问食堂", body_zh="食堂{?多少钱}", is_active=True)
    ben.language = "zh-hans"
    say(ana, "请问有食堂吗？")
    assert texts(conversation, ben) == ["有食堂，一顿十块"]


def test_nothing_is_offered_after_a_warning(conversation, ana, ben, say, hours):
    asked = say(ana, "几点上班？")
    ScamWarning.objects.create(message=asked, family="lure", confidence=1.0, version="test")
    assert texts(conversation, ben) == []
