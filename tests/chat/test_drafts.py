"""What one has begun to write: kept with its preset, dropped by what sends it, and never sent with places left open."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.inbox.services import save_draft
from apps.chat.messages.errors import EmptyMessage, UnfilledPlace
from apps.chat.messages.services import edit_message
from apps.chat.models import Conversation, Message, Participant, Preset
from apps.chat.presets.services import save_preset
from apps.chat.sending.services import send_message
from apps.matching.models import Job
from tests.matching.factories import ResumeFactory

pytestmark = pytest.mark.django_db


def say(person: User, conversation: Conversation, body: str, **more: object) -> None:
    send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4(), **more)


def own(person: User) -> Participant:
    return Participant.objects.get(user=person)


@pytest.fixture
def preset(ben: User) -> Preset:
    return save_preset(by=ben, title="Pay", body="The range is {?range}.")


class TestDrafts:
    def test_a_draft_comes_back_with_its_preset(self, ben: User, conversation: Conversation, preset: Preset, sign_in):
        client = sign_in(ben)
        url = f"/api/v1/conversations/{conversation.pk}/state/"
        draft = {"draft": "The range is {?range}.", "draft_preset": preset.pk}
        state = client.patch(url, draft, content_type="application/json").json()["state"]
        assert (state["draft"], state["draft_preset"]) == (draft["draft"], preset.pk)
        client.patch(url, {"draft": ""}, content_type="application/json")
        assert own(ben).draft_preset is None

    def test_somebody_elses_preset_is_none(self, ana: User, conversation: Conversation, preset: Preset):
        save_draft(user=ana, conversation_id=conversation.pk, text="The range is", preset_id=preset.pk)
        assert (own(ana).draft, own(ana).draft_preset) == ("The range is", None)

    def test_what_was_sent_is_no_draft_any_more(self, ben: User, conversation: Conversation, preset: Preset, drain):
        save_draft(user=ben, conversation_id=conversation.pk, text="It is open.", preset_id=preset.pk)
        say(ben, conversation, "It is open.")
        drain()
        assert (own(ben).draft, own(ben).draft_preset) == ("", None)

    def test_what_was_typed_meanwhile_stays(self, ben: User, conversation: Conversation, drain):
        save_draft(user=ben, conversation_id=conversation.pk, text="And when could you start?")
        say(ben, conversation, "It is open.")
        drain()
        assert own(ben).draft == "And when could you start?"


class TestPlaces:
    @pytest.mark.parametrize("text", ["The range is {?range}.", "Hi {candidate.name|there}", "Hi {job.title}!"])
    def test_one_left_open_doesnt_leave(self, ana: User, ben: User, job: Job, conversation: Conversation, text: str):
        with pytest.raises(UnfilledPlace):
            say(ben, conversation, text)
        say(ben, conversation, "Hello")
        mine = Message.objects.get(sender=ben)
        with pytest.raises(UnfilledPlace):
            edit_message(by=ben, message_id=mine.pk, body=text)
        Conversation.objects.all().delete()
        ResumeFactory._meta.model.objects.all().delete()
        ResumeFactory(owner=ana)
        with pytest.raises(UnfilledPlace):
            greet(sender=ben, job=job, candidate=ana, body=text, client_id=uuid4())
        assert not Message.objects.exists()

    def test_the_refusal_names_the_place(self, ben: User, conversation: Conversation, sign_in):
        answer = sign_in(ben).post(
            f"/api/v1/conversations/{conversation.pk}/messages/",
            {"body": "On {?day} at {?hour}"},
            content_type="application/json",
        )
        error = answer.json()["errors"][0]
        assert (answer.status_code, error["code"]) == (400, "unfilled_place")
        assert "“day”" in error["detail"]

    @pytest.mark.parametrize("text", ['{"a": 1}', "if (x) { y }", "{}", "{name}", "set = {1, 2}"])
    def test_other_braces_are_anybodys(self, ben: User, conversation: Conversation, text: str):
        say(ben, conversation, text)
        assert Message.objects.get(sender=ben).body == text


class TestEmpty:
    @pytest.mark.parametrize(
        "text", ["\u200b", "\u200d\u200d", "\ufeff", "\u2060 \u200e", "\u3164", "\u2800", "\u00ad", "\ufe0f", "\u3000"]
    )
    def test_what_shows_nothing_is_empty(self, ben: User, conversation: Conversation, text: str):
        with pytest.raises(EmptyMessage):
            say(ben, conversation, text)

    @pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "是", ".", "م\u200cن", "1️⃣"])
    def test_what_shows_something_is_not(self, ben: User, conversation: Conversation, text: str):
        say(ben, conversation, text)
        assert Message.objects.get(sender=ben).body == text
