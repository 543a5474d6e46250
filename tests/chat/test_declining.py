"""Saying no: in words, to one or to many, and never by closing a door on who waits."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.cards.models import Card
from apps.chat.closing.errors import NotDeclinable, TooLateToTakeBack, UnknownReason, WordsNeeded
from apps.chat.closing.models import DeclineReason
from apps.chat.closing.services import decline, take_back_decline
from apps.chat.closing.wording import words_for
from apps.chat.models import Answer, Conversation, Message
from apps.chat.sending.services import new_client_id, send_message
from apps.chat.stages.errors import SomebodyWaits
from apps.chat.stages.services import set_stage
from apps.errors import DomainError, NotFound
from apps.matching.models import Job
from tests.matching.factories import JobFactory, skill
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db
WORDS = "Thank you for writing. We chose somebody else this time."


def write(person: User, conversation: Conversation, body: str) -> None:
    send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=new_client_id())


def stage_of(conversation: Conversation) -> str:
    return Conversation.objects.get(pk=conversation.pk).stage


def test_nobody_closes_without_a_word_while_the_other_side_waits(ana: User, ben: User, conversation: Conversation):
    with pytest.raises(SomebodyWaits) as refusal:
        set_stage(by=ben, conversation_id=conversation.pk, stage="closed")
    assert "Decline with a few words" in str(refusal.value)
    assert stage_of(conversation) != "closed"
    write(ben, conversation, "It is. When could you start?")
    with pytest.raises(SomebodyWaits):
        set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
    set_stage(by=ben, conversation_id=conversation.pk, stage="closed")
    assert stage_of(conversation) == "closed"


def test_nor_over_the_api_nor_on_the_page(ben: User, conversation: Conversation, sign_in):
    client = sign_in(ben)
    address = reverse("conversation-stage", args=[conversation.pk])
    refused = client.post(address, {"stage": "closed"}, content_type="application/json")
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "somebody_waits"
    by_page = client.post(reverse("chat:act", args=[conversation.pk, "stage"]), {"value": "closed"})
    assert by_page.status_code == 409
    assert stage_of(conversation) != "closed"
    said = client.post(address, {"stage": "closed", "words": WORDS}, content_type="application/json")
    assert said.status_code == 200
    assert Card.objects.get(conversation=conversation).type == "decline"


def test_a_decline_closes_and_is_an_answer(ana: User, ben: User, conversation: Conversation, drain):
    decline(by=ben, conversation_id=conversation.pk, words=WORDS, reason="other-chosen")
    drain()
    conversation.refresh_from_db()
    assert (conversation.stage, conversation.waiting_for) == ("closed", None)
    assert Answer.objects.get(conversation=conversation).answerer == ben
    said = Message.objects.filter(conversation=conversation).last()
    assert (said.kind, said.body) == ("card", WORDS)


def test_words_of_ones_own_answer_in_earnest(ana: User, ben: User, conversation: Conversation, drain):
    words = "Hello Ana, no: the role was filled on Monday, we chose somebody with more years in payments. Thank you."
    decline(by=ben, conversation_id=conversation.pk, words=words, reason="filled")
    drain()
    assert Answer.objects.get(conversation=conversation).is_earnest


def test_a_candidate_may_decline_too_with_reasons_of_their_own(ana: User, ben: User, conversation: Conversation):
    write(ben, conversation, "Could you come on Monday?")
    with pytest.raises(UnknownReason):
        decline(by=ana, conversation_id=conversation.pk, words=WORDS, reason="other-chosen")
    card = decline(by=ana, conversation_id=conversation.pk, words=WORDS, reason="took-another")
    assert stage_of(conversation) == "closed"
    assert card.facts["jobs"] == []


def test_a_no_without_words_is_refused(ben: User, conversation: Conversation):
    for words in ("", "   \n"):
        with pytest.raises(WordsNeeded):
            decline(by=ben, conversation_id=conversation.pk, words=words, reason="other-chosen")
    with pytest.raises(DomainError):
        decline(by=ben, conversation_id=conversation.pk, words="Dear {candidate.name}, no.")
    assert stage_of(conversation) != "closed"


def test_twice_is_once(ben: User, conversation: Conversation):
    key = uuid4()
    first = decline(by=ben, conversation_id=conversation.pk, words=WORDS, client_id=key)
    assert decline(by=ben, conversation_id=conversation.pk, words=WORDS, client_id=key) == first
    with pytest.raises(NotDeclinable):
        decline(by=ben, conversation_id=conversation.pk, words=WORDS)


def test_outsiders_and_the_blocked_decline_nothing(ana: User, ben: User, olga: User, conversation: Conversation):
    with pytest.raises(NotFound):
        decline(by=olga, conversation_id=conversation.pk, words=WORDS)
    block(blocker=ana, blocked=ben)
    with pytest.raises(DomainError):
        decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    assert stage_of(conversation) != "closed"


def test_within_two_minutes_it_is_taken_back_as_if_it_had_not_been_sent(
    ana: User, ben: User, conversation: Conversation, drain
):
    waited_since = Conversation.objects.get(pk=conversation.pk).waiting_since
    decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    drain()
    take_back_decline(by=ben, conversation_id=conversation.pk)
    drain()
    conversation.refresh_from_db()
    assert (conversation.waiting_for, conversation.waiting_since) == (ben, waited_since)
    assert conversation.stage != "closed"
    assert not Answer.objects.filter(conversation=conversation).exists()
    assert not Message.objects.filter(conversation=conversation, body=WORDS).exists()
    assert Card.objects.get(conversation=conversation).facts["words"] == ""


def test_later_it_stands(ben: User, conversation: Conversation):
    decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    with pytest.raises(TooLateToTakeBack):
        take_back_decline(by=ben, conversation_id=conversation.pk, now=timezone.now() + timedelta(minutes=3))
    assert stage_of(conversation) == "closed"


def test_any_message_opens_it_again(ana: User, ben: User, conversation: Conversation):
    decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    write(ana, conversation, "Thank you for telling me. May I ask what was missing?")
    conversation.refresh_from_db()
    assert conversation.stage != "closed"
    assert conversation.waiting_for == ben


def test_every_shipped_reason_has_kind_words_in_both_languages(ana: User, ben: User, conversation: Conversation):
    assert DeclineReason.objects.filter(side="company").count() >= 5
    for reason in DeclineReason.objects.all():
        by = ben if reason.side == "company" else ana
        for language in ("en", "zh-hans"):
            User.objects.update(language=language)
            conversation = Conversation.objects.select_related("job", "company", "candidate", "recruiter").get(
                pk=conversation.pk
            )
            words = words_for(reason, conversation, by=by)
            assert "Backend engineer" in words, reason.key
            assert "{" not in words, reason.key
            assert ("你好" in words) == (language == "zh-hans")


@pytest.fixture
def similar(ben: User, job: Job) -> Job:
    python = skill("Python")
    job.job_skills.create(skill=python)
    other = RecruiterFactory()
    return JobFactory(company=other.company, posted_by=other, title="Platform engineer", requires=[python])


def test_the_candidate_alone_reads_up_to_three_similar_jobs(
    ana: User, ben: User, conversation: Conversation, similar: Job, sign_in
):
    decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    address = reverse("chat:conversation", args=[conversation.pk])
    hers, his = (unescape(sign_in(person).get(address).content.decode()) for person in (ana, ben))
    assert WORDS in hers
    assert "Platform engineer" in hers
    assert "You needn't do anything" in hers
    assert "Platform engineer" not in his


def test_where_the_candidate_declined_no_jobs_are_shown(
    ana: User, ben: User, conversation: Conversation, similar: Job, sign_in
):
    write(ben, conversation, "Could you come on Monday?")
    decline(by=ana, conversation_id=conversation.pk, words=WORDS)
    for person in (ana, ben):
        html = sign_in(person).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
        assert "Platform engineer" not in html


def test_the_page_makes_the_text_from_the_reason_and_keeps_what_was_written(
    ana: User, ben: User, conversation: Conversation, sign_in
):
    client, address = sign_in(ben), reverse("chat:decline", args=[conversation.pk])
    opened = unescape(client.get(address).content.decode())
    assert "Ana is waiting for an answer" in opened
    assert "We have decided for somebody else this time" in opened
    words = words_for(DeclineReason.objects.get(key="other-chosen"), conversation, by=ben)
    picked = client.post(address, {"pick": "1", "reason": "filled", "words": words})
    assert "The role has been filled in the meantime" in unescape(picked.content.decode())
    kept = client.post(address, {"pick": "1", "reason": "filled", "words": "My own words"})
    assert "My own words" in kept.content.decode()
    refused = client.post(address, {"reason": "filled", "words": " "})
    assert refused.status_code == 422
    sent = client.post(reverse("chat:act", args=[conversation.pk, "decline"]), {"reason": "filled", "words": WORDS})
    assert "Any message opens it again" in sent.content.decode()
    assert stage_of(conversation) == "closed"
    undone = client.post(reverse("chat:act", args=[conversation.pk, "decline"]), {"value": "off"})
    assert undone.status_code == 200
    assert stage_of(conversation) != "closed"


def test_outsiders_find_no_page_and_no_api(olga: User, conversation: Conversation, sign_in):
    client = sign_in(olga)
    for name in ("chat:decline", "conversation-decline"):
        address = reverse(name, args=[conversation.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"words": WORDS}, content_type="application/json").status_code == 404


def test_the_api_names_the_reasons_declines_and_takes_back(ben: User, conversation: Conversation, sign_in):
    client, address = sign_in(ben), reverse("conversation-decline", args=[conversation.pk])
    reasons = client.get(address).json()
    assert {"key": "filled", "title": "The role is filled"}.items() <= next(
        one for one in reasons if one["key"] == "filled"
    ).items()
    sent = client.post(address, {"words": WORDS, "reason": "filled"}, content_type="application/json")
    assert sent.status_code == 201, sent.content
    assert client.delete(address).status_code == 204
    assert stage_of(conversation) != "closed"


def test_reading_a_decline_a_day_later_costs_no_more(ana: User, ben: User, conversation: Conversation, similar: Job):
    card = decline(by=ben, conversation_id=conversation.pk, words=WORDS)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert Card.objects.get(pk=card.pk).facts["jobs"] == [similar.pk]
