"""A voice note from one browser to another: recorded by keyboard, listened to, sent, heard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Attachment, Conversation
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser


def test_it_is_recorded_listened_to_sent_and_heard(
    open_as: Callable[..., Page], ana: User, ben: User, conversation: Conversation, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    hers = Chatter(open_as(ana), conversation)
    his = Chatter(open_as(ben, viewport={"width": 360, "height": 740}), conversation)
    hers.page.get_by_role("button", name="Record a voice note").press("Enter")
    expect(hers.page.get_by_role("timer")).to_have_text("0:02")
    hers.page.keyboard.press("Escape")
    expect(hers.page.locator(".recorder .voice-length")).to_have_text(re.compile(r"0:0\d"))
    hers.page.get_by_role("button", name="Send the voice note").press("Enter")
    expect(hers.last.locator("[data-part=voice]")).to_have_attribute("aria-label", re.compile(r"Voice note \(0:0\d\)"))
    expect(hers.page.locator(".composer-row")).to_be_visible()

    voice = his.last.locator("[data-part=voice]")
    expect(voice).to_have_attribute("aria-label", re.compile(r"Voice note \(0:0\d\)"))
    voice.locator("[data-part=speed]").press("Enter")
    expect(voice.locator("[data-part=speed]")).to_have_text("1.5×")
    voice.locator("[data-part=place]").press("End")
    expect(voice.locator("[data-part=played]")).to_have_attribute(
        "d", voice.locator("[data-part=wave]").get_attribute("d")
    )
    voice.locator("[data-part=place]").press("Home")
    voice.locator("[data-part=play]").press("Enter")
    expect(voice.locator("[data-part=played]")).not_to_have_attribute("d", "")
    assert Attachment.objects.get().facts["waveform"]

    refusal = "throw new DOMException('', 'NotAllowedError')"
    his.page.evaluate(f"() => {{ navigator.mediaDevices.getUserMedia = async () => {{ {refusal}; }}; }}")
    # Without leave to use the microphone one reads why, and the box is back.
    his.page.get_by_role("button", name="Record a voice note").press("Enter")
    expect(his.page.locator(".toast")).to_contain_text("microphone isn't allowed")
    expect(his.box).to_be_visible()
    assert hers.errors == his.errors == []
