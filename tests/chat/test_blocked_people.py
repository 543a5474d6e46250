"""The people whom one has blocked: a page and the API, for oneself alone."""

from django.urls import reverse

from apps.accounts.models import Block, User
from apps.accounts.people.services import block
from apps.chat.models import Conversation
from tests.people import CandidateFactory

PAGE = "/settings/blocked/"
API = "/api/v1/blocks/"


def test_whom_i_blocked_stands_on_a_page_and_is_let_in_again_there(conversation: Conversation, ana, ben, sign_in):
    block(blocker=ana, blocked=ben)
    client = sign_in(ana)
    assert PAGE in client.get(reverse("accounts:settings")).content.decode()
    html = client.get(PAGE).content.decode()
    assert "Ben" in html
    assert "Harbour Labs" in html
    for _twice in range(2):
        response = client.post(reverse("chat:unblock", args=[ben.pk]), follow=True)
        assert response.status_code == 200
    assert not Block.objects.exists()
    assert "Nobody is blocked" in client.get(PAGE).content.decode()


def test_who_is_blocked_learns_nothing_of_it(conversation: Conversation, ana, ben, olga, sign_in):
    block(blocker=ana, blocked=ben)
    for other in (ben, olga):
        assert "Ana" not in sign_in(other).get(PAGE).content.decode()
        assert sign_in(other).get(API).json()["results"] == []
        sign_in(other).post(reverse("chat:unblock", args=[ben.pk]))
        assert sign_in(other).delete(f"{API}{ben.pk}/").status_code == 404
    assert Block.objects.filter(blocker=ana, blocked=ben).exists()


def test_the_api_blocks_people_of_my_conversations_and_no_others(conversation: Conversation, ana, ben, olga, sign_in):
    client = sign_in(ana)
    made = client.post(API, {"person": ben.pk}, content_type="application/json")
    assert (made.status_code, made.json()["name"]) == (201, "Ben")
    again = client.post(API, {"person": ben.pk}, content_type="application/json")
    assert (again.status_code, Block.objects.count()) == (201, 1)
    for stranger in (olga.pk, ana.pk, 10**12):
        assert client.post(API, {"person": stranger}, content_type="application/json").status_code == 404
    assert client.delete(f"{API}{ben.pk}/").status_code == 204
    assert client.delete(f"{API}{ben.pk}/").status_code == 404


def test_a_long_list_has_pages_and_asks_no_more_of_the_database(
    conversation: Conversation, ana: User, sign_in, django_assert_max_num_queries
):
    for _ in range(27):
        block(blocker=ana, blocked=CandidateFactory())
    client = sign_in(ana)
    with django_assert_max_num_queries(20):
        html = client.get(PAGE).content.decode()
    assert "Page 1 of 2" in html
    assert client.get(f"{PAGE}?page=2").content.decode().count("/unblock/") == 2
