"""Operators choose how the help words its own sentences; what it quotes stays as it is written."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.assistant.wording import CASES, SENTENCES, previews
from apps.education.models import AssistantTone
from tests.people import OperatorFactory

PAGE, TONE = "/help/ask/", "/admin/education/assistanttone/"
KNOWN, UNKNOWN = "how do I take a message back?", "what is the capital of Australia"


def test_the_chosen_tone_is_heard_in_both_languages_and_quotes_stay(ana: User, sign_in: Any) -> None:
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="content"))
    console, client = sign_in(operator), APIClient()
    client.force_authenticate(ana)
    before = client.post("/api/v1/help/ask/", {"question": KNOWN}, format="json").data
    assert before["said"] == ["Word for word from the help.", "Did that help?"]
    console.get(TONE)
    form = console.get(f"{TONE}1/change/").content.decode()
    assert "感谢您的确认。" in form, "each tone is seen before it is chosen"
    assert console.post(f"{TONE}1/change/", {"tone": "formal"}).status_code == 302
    after = client.post("/api/v1/help/ask/", {"question": KNOWN}, format="json").data
    assert after["said"] == ["Quoted verbatim from the help.", "Did this answer your question?"]
    assert (after["answer"], after["source"]) == (before["answer"], before["source"])
    assert "There is no reliable answer" in sign_in(ana).post(PAGE, {"q": UNKNOWN}).content.decode()
    ana.language = "zh-hans"
    ana.save()
    assert "暂时没有可靠的答案" in sign_in(ana).post(PAGE, {"q": UNKNOWN}).content.decode()


def test_only_content_sets_it_and_to_nothing_else(ana: User, sign_in: Any) -> None:
    AssistantTone.objects.create(pk=1)
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="support"))
    assert sign_in(operator).post(f"{TONE}1/change/", {"tone": "friendly"}).status_code == 403
    assert sign_in(ana).post(f"{TONE}1/change/", {"tone": "friendly"}).status_code in (302, 404)
    operator.groups.add(Group.objects.get(name="content"))
    assert sign_in(operator).post(f"{TONE}1/change/", {"tone": "rude"}).status_code == 200
    assert AssistantTone.current() == AssistantTone.Tone.MATTER_OF_FACT


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_tone_has_its_own_words_for_each_case(language: str) -> None:
    with override(language):
        for case, _name in CASES:
            said = [tuple(map(str, one)) if isinstance(one, tuple) else str(one) for one in _of_all_tones(case)]
            assert len(set(said)) == len(said)
    for _name, tones in previews():
        assert all(dict(said)["en"] != dict(said)["zh-hans"] for said in tones)


def _of_all_tones(case: str) -> list[Any]:
    return [getattr(words, case) for words in SENTENCES.values()]
