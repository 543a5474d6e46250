"""Prepared replies and the auto-reply, from their pages."""

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.models import AwayReply, Preset
from apps.chat.presets.services import save_preset
from apps.errors import InvalidInput
from tests.people import RecruiterFactory


@pytest.fixture
def mine(ben: User) -> Preset:
    return save_preset(by=ben, title="Times", body="Hi {candidate.name|there}, does {?day} suit you?")


def test_writing_one(ben: User, sign_in):
    form = {"title": "Times", "body": "Does {?day} suit you?", "stage": "interview", "scope": "personal"}
    assert sign_in(ben).post(reverse("chat:preset_new"), form).status_code == 302
    preset = Preset.objects.get(owner=ben)
    assert (preset.title_en, preset.stage, preset.scope) == ("Times", "interview", "personal")


def test_an_unknown_variable_is_named_and_nothing_is_lost(ben: User, sign_in):
    form = {"title": "Times", "body": "Hi {candidate.shoe}", "stage": "", "scope": "personal"}
    response = sign_in(ben).post(reverse("chat:preset_new"), form)
    assert response.status_code == 422
    assert "candidate.shoe" in response.content.decode()
    assert not Preset.objects.filter(owner=ben).exists()


def test_changing_and_deleting_ones_own(mine: Preset, ben: User, sign_in):
    client = sign_in(ben)
    form = {"title": "Days", "body": "Which day?", "stage": "", "scope": "personal"}
    client.post(reverse("chat:preset_edit", args=[mine.pk]), form)
    mine.refresh_from_db()
    assert mine.title_en == "Days"
    client.post(reverse("chat:preset_delete", args=[mine.pk]))
    assert not Preset.objects.filter(pk=mine.pk).exists()


def test_an_outsider_finds_neither_page_nor_deletion(mine: Preset, olga: User, sign_in):
    client = sign_in(olga)
    assert client.get(reverse("chat:preset_edit", args=[mine.pk])).status_code == 404
    assert client.post(reverse("chat:preset_delete", args=[mine.pk])).status_code == 404
    assert "Times" not in client.get(reverse("chat:presets")).content.decode()


def test_a_team_reply_is_the_teams(ben: User, olga: User, sign_in):
    form = {"title": "Ours", "body": "We answer.", "stage": "", "scope": "team"}
    sign_in(ben).post(reverse("chat:preset_new"), form)
    assert "Ours" in sign_in(ben).get(reverse("chat:presets")).content.decode()
    assert "Ours" not in sign_in(olga).get(reverse("chat:presets")).content.decode()


def test_the_products_own_can_be_copied_but_not_changed(ben: User, sign_in):
    system = Preset.objects.create(scope="system", audience="recruiter", title_en="Thanks", body_en="Thank you.")
    client = sign_in(ben)
    assert client.get(reverse("chat:preset_edit", args=[system.pk])).status_code == 404
    html = client.get(f"{reverse('chat:preset_new')}?from={system.pk}").content.decode()
    assert "Thank you." in html


def test_the_preview_fills_in_names_and_names_the_questions(ben: User, sign_in):
    html = sign_in(ben).post(reverse("chat:preset_preview"), {"body": "I'm {me.name}, {?day}? <b>"}).content.decode()
    assert "I&#x27;m Ben" in html
    assert "day" in html
    assert "<b>" not in html


def test_the_auto_reply_is_switched_on_with_a_text(ben: User, sign_in):
    client = sign_in(ben)
    assert client.post(reverse("chat:away"), {"is_on": "on", "text": ""}).status_code == 422
    assert client.post(reverse("chat:away"), {"is_on": "on", "text": "Back on Monday."}).status_code == 302
    assert AwayReply.objects.get(person=ben).is_on
    client.post(reverse("chat:away"), {"text": "Back on Monday."})
    assert not AwayReply.objects.get(person=ben).is_on


def test_saving_in_one_language_leaves_a_colleagues_words_in_the_other(ben: User):
    preset = save_preset(by=ben, title="Pay", body="We pay well.", scope="team")
    colleague = RecruiterFactory(company=ben.company, language="zh-hans")
    save_preset(by=colleague, title="薪资", body="我们薪资不错。", scope="team", preset=preset)
    preset.refresh_from_db()
    assert preset.words("en") == ("Pay", "We pay well.")
    assert preset.words("zh-hans") == ("薪资", "我们薪资不错。")


def test_a_title_that_is_too_long_is_refused_and_not_cut(ben: User):
    with pytest.raises(InvalidInput):
        save_preset(by=ben, title="P" * 81, body="We pay well.")


def test_a_hundred_are_searched_and_told_apart_by_whose_they_are(
    ben: User, olga: User, sign_in, django_assert_max_num_queries
):
    Preset.objects.filter(scope="system").delete()
    for number in range(100):
        save_preset(by=ben, title=f"Note {number:03}", body="A text.")
    save_preset(by=ben, title="约面试", body="您周几方便？", scope="team")
    Preset.objects.create(scope="system", audience="recruiter", title_en="Interview", title_zh="面试", body_en="When?")
    client, page = sign_in(ben), reverse("chat:presets")

    def found(**query: str) -> list[str]:
        with django_assert_max_num_queries(25):
            shown = client.get(page, query)
        return [item["title"] for _group, _label, items in shown.context["groups"] for item in items]

    assert len(found()) == 102
    assert found(q="mianshi") == ["约面试", "Interview"]
    assert found(q="mianshi", of="team") == ["约面试"]
    assert found(q="note 07") == [f"Note {number:03}" for number in (7, *range(70, 80))]
    assert "Nothing found" in client.get(page, {"q": "kangaroo"}).text
    assert client.get(page, {"of": "nobody's"}).status_code == 200
    fragment = client.get(page, {"q": "note 099"}, headers={"HX-Request": "true"}).text
    assert ("Note 099" in fragment, "<html" in fragment) == (True, False)
    assert sign_in(olga).get(page, {"q": "note"}).context["is_found"] is False


def test_the_api_finds_them_by_words_scope_and_stage(ben: User, sign_in):
    save_preset(by=ben, title="约面试", body="您周几方便？", scope="team", stage="interview")
    save_preset(by=ben, title="Thanks", body="Thank you.")

    def found(**query: str) -> list[str]:
        answer = sign_in(ben).get(reverse("preset-list"), query).json()
        return [one["title"] for one in answer["results"] if one["scope"] != "system"]

    assert found(q="mianshi") == ["约面试"]
    assert found(scope="personal") == ["Thanks"]
    assert found(stage="interview") == ["约面试"]
    assert sign_in(ben).get(reverse("preset-list"), {"scope": "x"}).status_code == 400
