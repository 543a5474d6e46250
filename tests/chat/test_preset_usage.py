"""What prepared replies are good for: how often they are sent and answered, beside what people type."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation, Preset
from apps.chat.presets.services import save_preset
from apps.chat.presets.usage import Usage, typed_usage, usage_of
from apps.chat.sending.services import send_message
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def preset(ben: User) -> Preset:
    return save_preset(by=ben, title="Times", body="Does Monday suit you?")


@pytest.fixture
def used(conversation: Conversation, ana: User, ben: User, preset: Preset) -> None:
    """Sent three days and two days ago; answered the first time alone, after an hour."""
    now = timezone.now()
    for hours, answer in ((72, "Monday is fine."), (48, None)):
        with time_machine.travel(now - timedelta(hours=hours), tick=False):
            send_message(
                sender=ben, conversation_id=conversation.pk, body="Does Monday suit you?", client_id=uuid4(),
                preset_id=preset.pk,
            )  # fmt: skip
        if answer:
            with time_machine.travel(now - timedelta(hours=hours - 1), tick=False):
                send_message(sender=ana, conversation_id=conversation.pk, body=answer, client_id=uuid4())


def test_an_answer_within_a_day_counts_and_silence_does_not(used, ben: User, preset: Preset):
    now = timezone.now()
    assert usage_of([preset.pk], now=now) == {preset.pk: Usage(sent=2, answered=1)}
    assert typed_usage(now=now, sender=ben) == Usage(0, 0)


def test_what_was_sent_today_waits_for_its_day(conversation: Conversation, ben: User, preset: Preset):
    send_message(
        sender=ben,
        conversation_id=conversation.pk,
        body="Does Monday suit you?",
        client_id=uuid4(),
        preset_id=preset.pk,
    )
    assert usage_of([preset.pk], now=timezone.now()) == {}


def test_who_wrote_it_sees_how_often_it_was_answered(used, ben: User, sign_in):
    page = sign_in(ben).get(reverse("chat:presets")).text
    assert "You sent it 2 times in 30 days; 50% answered within a day" in page


@pytest.fixture
def editor(db: None, sign_in):
    return sign_in(OperatorFactory(is_superuser=True))


def test_the_console_counts_presets_of_every_scope_against_typed_messages(
    used, conversation: Conversation, ana: User, ben: User, editor
):
    page = editor.get(reverse("admin:chat_preset_changelist"), {"scope__exact": "personal"}).text
    assert "Times" in page
    assert "50%" in page
    # What Ana typed was answered within a day: once of twice.
    assert "against typed messages" in page


def test_the_console_refuses_a_broken_variable_in_words_and_shows_how_it_reads(editor):
    preset = Preset.objects.create(
        scope="system", key="x", title_en="Hello", body_en="Hi {candidate.name|there}, {?day}?"
    )
    url = reverse("admin:chat_preset_change", args=[preset.pk])
    assert "Hi Lin Yi, [day]?" in editor.get(url).text
    form = {"key": "x", "title_en": "Hello", "is_active": "on", "body_en": "Hi {candidate.nmae|there}", "body_zh": ""}
    refused = editor.post(url, form).text
    assert "We don&#x27;t know what {candidate.nmae} stands for." in refused
    preset.refresh_from_db()
    assert preset.body_en.startswith("Hi {candidate.name")


def test_the_console_changes_nobodys_own_presets(preset: Preset, editor):
    url = reverse("admin:chat_preset_change", args=[preset.pk])
    assert "Does Monday suit you?" in editor.get(url).text
    assert editor.post(url, {"title_en": "Mine now", "body_en": "x"}).status_code == 403
