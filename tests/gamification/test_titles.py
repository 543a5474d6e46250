"""A title is worn beside the name, one at a time, and is gone with its badge; the page that one is proud of."""

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block
from apps.gamification.badges.titles import TitleNotYours, shown_titles, wear_title
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Badge, BadgeHeld
from tests.gamification.talks import talk

NOW = timezone.now()


@pytest.fixture
def give_badge(db):
    """`give_badge(ben, "trusted")` is Ben's bronze of it."""
    return lambda person, key: BadgeHeld.objects.create(
        person=person, badge=Badge.objects.get(key=key), grade=1, reached_at=NOW
    )


def test_one_at_a_time_and_gone_with_the_badge(ben, give_badge):
    held = give_badge(ben, "trusted")
    give_badge(ben, "many-voices")
    for key in ("trusted", "many-voices", "trusted"):
        wear_title(person=ben, badge_key=key)
    assert shown_titles([ben.pk]) == {ben.pk: "Trusted"}
    BadgeHeld.objects.filter(pk=held.pk).update(revoked_at=NOW)
    assert shown_titles([ben.pk]) == {}


def test_nobody_wears_what_they_have_not(ana, ben, give_badge):
    give_badge(ben, "trusted")
    give_badge(ana, "good-company")
    for key in ("trusted", "good-company", "no-such-badge"):
        with pytest.raises(TitleNotYours):
            wear_title(person=ana, badge_key=key)


def test_others_see_it_in_the_conversation_and_on_the_page_but_outsiders_nothing(ana, ben, olga, give_badge, sign_in):
    give_badge(ben, "trusted")
    give_badge(ben, "five-hundred")
    talk_page = reverse("chat:conversation", args=[talk(ana, ben).pk])
    client = sign_in(ben)
    assert client.post("/badges/title/", {"badge": "trusted"}, follow=True).status_code == 200
    page, api = f"/people/{ben.pk}/", f"/api/v1/people/{ben.pk}/recognition/"
    seen = sign_in(ana)
    assert page in seen.get(talk_page).content.decode()
    shown = seen.get(api).json()
    assert (shown["title"], [badge["key"] for badge in shown["badges"]]) == ("Trusted", ["trusted"])
    assert "A whole village" not in seen.get(page).content.decode()
    assert "A whole village" in client.get(page).content.decode()
    assert [sign_in(olga).get(address).status_code for address in (page, api)] == [404, 404]
    block = Block.objects.create(blocker=ben, blocked=ana)
    assert seen.get(page).status_code == 404
    block.delete()
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert seen.get(page).status_code == 404
    assert page not in seen.get(talk_page).content.decode()


def test_over_the_api_a_title_is_put_on_and_off(ben, give_badge, sign_in):
    give_badge(ben, "trusted")
    client = sign_in(ben)

    def put(key):
        return client.put("/api/v1/badges/title/", {"badge": key}, content_type="application/json")

    assert (put("trusted").json(), put("").json()) == ({"title": "Trusted"}, {"title": ""})
    assert put("many-voices").status_code == 404
