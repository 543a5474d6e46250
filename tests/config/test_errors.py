"""A refusal reaches the reader in the form of the door that was used."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.gamification.models import Order
from tests.gamification.shops import give_coins, make_reward

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "x%00=1", "page=%00&q=1"])
def test_no_view_meets_a_null_byte_in_an_address(client: Client, db: None, query: str):
    for page in (reverse("matching:jobs"), reverse("education:help"), reverse("admin:index")):
        answer = client.get(page, QUERY_STRING=query, headers={"accept-language": "zh-hans"})
        assert answer.status_code == 400
        assert "无法识别的字符" in answer.content.decode()
    answer = client.get("/api/v1/skills/", QUERY_STRING=query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "unreadable_address"


def test_nor_in_a_path(sign_in, ana, db: None):
    assert sign_in(ana).get("/pictures/%00").status_code == 404
    assert sign_in(ana).get("/api/v1/jobs/1%00/").json()["errors"][0]["code"] == "not_found"


def test_a_percent_sign_before_two_noughts_is_no_null_byte(client: Client, db: None):
    assert client.get(reverse("education:help"), {"q": "%00"}).status_code == 200


def test_a_fragment_is_refused_as_a_fragment(client: Client, db: None):
    answer = client.get(reverse("matching:jobs"), QUERY_STRING="q=%00", headers=HTMX)
    assert answer.headers["HX-Retarget"] == "#toasts"
    assert "<html" not in answer.content.decode()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("language", "words"), [("en", "a character that can't be kept"), ("zh-hans", "无法保存的字符")]
)
def test_a_null_byte_in_what_no_form_looked_at_is_refused(ana, sign_in, language: str, words: str):
    give_coins(ana, 100)
    ana.language = language
    ana.save()
    form = {"reward": make_reward().pk, "request_id": str(uuid4()), "wish": "a\x00b"}
    answer = sign_in(ana).post(reverse("gamification:shop"), form)
    assert (answer.status_code, Order.objects.count()) == (400, 0)
    assert words in answer.content.decode().replace("&#x27;", "'")


def test_who_loads_the_address_of_a_button_reads_what_to_do(client: Client, db: None):
    """As a browser does that was signed out meanwhile, once one has signed in again."""
    answer = client.get(reverse("set_language"), headers={"accept-language": "zh-hans"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "再按一次按钮" in answer.content.decode()
