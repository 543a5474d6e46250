"""Finding a prepared reply: by words of either language, and by how Chinese sounds."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.content import load_presets
from apps.chat.models import Conversation, Preset
from apps.chat.presets.selectors import find_presets
from apps.chat.presets.services import save_preset
from apps.chat.sending.services import send_message
from apps.errors import InvalidInput, NotAllowed
from apps.experiments.models import FeatureUse
from apps.language.pinyin import pinyin_keys
from apps.matching.models import Job
from tests.experiments.comparing import compare
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


def found(user: User, conversation: Conversation, query: str) -> list[str]:
    return [suggestion.title for suggestion in find_presets(user, conversation, query=query)]


def test_a_word_sounds_as_it_does_in_its_company():
    assert {"yinhang", "yh"} <= set(pinyin_keys("银行"))
    assert {"mianshi", "ms"} <= set(pinyin_keys("面试"))
    assert any(key.startswith("chongxin") for key in pinyin_keys("重新约时间"))
    assert "zhongyao" in pinyin_keys("重要")


def test_a_character_alone_is_found_by_each_of_its_readings():
    assert {"xing", "hang"} <= set(pinyin_keys("行"))


def test_texts_without_chinese_have_no_sound_of_their_own():
    assert pinyin_keys("Offer a time") == ()
    assert pinyin_keys("") == ()


@pytest.mark.parametrize("query", ["ms", "yue", "mianshi", "面试", "interview"])
def test_the_systems_replies_about_interviews_are_found_in_every_way(query, conversation: Conversation, ben: User):
    load_presets()
    ben.language = "zh-hans"
    assert any("面试" in title for title in found(ben, conversation, query))


def test_who_reads_chinese_finds_by_english_words_and_the_other_way_round(conversation: Conversation, ben: User):
    load_presets()
    ben.language = "zh-hans"
    assert found(ben, conversation, "pay")
    ben.language = "en"
    assert found(ben, conversation, "薪资")


def test_each_suggestion_tells_the_page_what_it_is_found_by(conversation: Conversation, ben: User, sign_in):
    Preset.objects.create(
        owner=ben, scope="personal", title_en="At the bank", title_zh="银行", body_en="Hi", body_zh="好"
    )
    offered = sign_in(ben).get(f"/api/v1/conversations/{conversation.pk}/presets/").json()
    assert {"at the bank", "银行", "yinhang", "yh"} <= set(
        next(one for one in offered if one["scope"] == "personal")["keys"]
    )


def test_a_reply_for_one_job_is_offered_there_alone_and_to_the_whole_company(
    conversation: Conversation, ben: User, olga: User, job: Job
):
    colleague = RecruiterFactory(company=ben.company)
    save_preset(by=ben, title="Our night shifts", body="They begin at ten.", scope="job", job=job.pk)
    assert "Our night shifts" in found(colleague, conversation, "night")
    assert found(olga, conversation, "night") == []
    conversation.job = JobFactory(company=ben.company, posted_by=ben)
    assert found(ben, conversation, "night") == []


def test_a_reply_may_not_hang_on_another_companys_job(ben: User, olga: User):
    theirs = JobFactory(company=olga.company, posted_by=olga)
    for job in (theirs.pk, None):
        with pytest.raises(InvalidInput):
            save_preset(by=ben, title="Ours", body="Hello", scope="job", job=job)


def test_a_candidate_writes_for_nobody_but_themselves(ana: User, job: Job):
    for scope in ("team", "job"):
        with pytest.raises(NotAllowed):
            save_preset(by=ana, title="Ours", body="Hello", scope=scope, job=job.pk)


@pytest.mark.parametrize("body", ["Hi {candidate.nmae|there}", "When: {?day", "{", "so }", "{?}"])
def test_a_broken_place_is_refused_in_words(body, ben: User):
    with pytest.raises(InvalidInput) as refusal:
        save_preset(by=ben, title="Broken", body=body)
    assert refusal.value.field == "body"
    assert str(refusal.value) != str(InvalidInput.message)


def test_who_goes_without_has_their_own_replies_alone_and_either_arm_is_counted(
    conversation: Conversation, ana: User, ben: User, olga: User, sign_in, drain
):
    """The product's own are compared; what somebody wrote themselves stays theirs."""
    load_presets()
    Preset.objects.create(owner=ben, scope="personal", title_en="Mine", title_zh="我的", body_en="Hi", body_zh="好")
    compare("ready_presets", without=[ben], having=[ana])
    offered = {
        person: {
            one["scope"] for one in sign_in(person).get(f"/api/v1/conversations/{conversation.pk}/presets/").json()
        }
        for person in (ana, ben)
        for _twice in range(2)
    }
    assert offered == {ana: {"system"}, ben: {"personal"}}
    ready = Preset.objects.filter(scope="system", audience__in=["", "candidate"]).first()
    sent = {"body": "Thank you!", "client_id": uuid4(), "origin": "preset", "preset_id": ready.pk}
    send_message(sender=ana, conversation_id=conversation.pk, **sent)
    drain()
    uses = {
        one.person: (one.arm, one.used_at is not None) for one in FeatureUse.objects.filter(feature="ready_presets")
    }
    assert uses == {ana: ("on", True), ben: ("holdout", False)}
    assert sign_in(olga).get(f"/api/v1/conversations/{conversation.pk}/presets/").status_code == 404
