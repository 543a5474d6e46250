"""Bots and robots of messengers: named by people themselves, told instead of the e-mail, and never a way inside."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from requests.adapters import HTTPAdapter

from apps.accounts.models import User
from apps.errors import RateLimited
from apps.events.models import Slot
from apps.notifications.adapters.messengers import MESSENGERS, NoMessenger, canonical, say
from apps.notifications.adapters.services import AddressTaken, MessengerRefuses, leave_messenger, use_messenger
from apps.notifications.channels.tasks import send_mail
from apps.notifications.models import OtherAddress
from apps.notifications.personal_data import export

KEY = "abcdef0123456789abcdef0123456789"
FEISHU = f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"
ADDRESSES = {
    "tgram": f"tgram://123456789:{KEY}abc/987654",
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ".replace("/A1", "/B1"),
    "discord": f"https://discord.com/api/webhooks/417429632418316298/{KEY}{KEY}",
    "feishu": FEISHU,
    "lark": f"https://open.larksuite.com/open-apis/bot/v2/hook/{KEY}",
    "dingtalk": f"https://oapi.dingtalk.com/robot/send?access_token={KEY}",
    "wecombot": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
}


class Services:
    """What all of them were asked: apprise's own connections end here."""

    def __init__(self) -> None:
        self.asked: list[requests.PreparedRequest] = []
        self.status = 200

    def send(self, _adapter: HTTPAdapter, request: requests.PreparedRequest, **_options: object) -> requests.Response:
        self.asked.append(request)
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = self.status, request, str(request.url)
        answer.headers["Location"] = "http://127.0.0.1:6379/"
        answer._content = b"ok" if "slack" in str(request.url) else b'{"ok": true, "errcode": 0, "code": 0}'
        return answer

    def words(self) -> str:
        body = self.asked[-1].body
        return json.dumps(json.loads(body or "{}"), ensure_ascii=False)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    cache.clear()
    found = Services()
    monkeypatch.setattr(HTTPAdapter, "send", lambda *arguments, **options: found.send(*arguments, **options))
    return found


def test_each_goes_to_its_own_host_over_tls_and_nowhere_else(services: Services):
    assert ADDRESSES.keys() == MESSENGERS.keys()
    for scheme, address in ADDRESSES.items():
        assert say(
            canonical(address), title="You have an answer <b>", body="周四可以 {{x}} https://rapport.example/c/1/"
        )
        place = urlsplit(str(services.asked[-1].url))
        assert (place.scheme, place.hostname, place.port) == ("https", MESSENGERS[scheme].host, None)
        assert "周四可以" in services.words()


def test_nobody_calls_a_whole_room_by_their_name_or_hides_where_a_link_leads(services: Services):
    for address in ADDRESSES.values():
        words = '@everyone <!channel> <at user_id="all"> [Sign in](https://evil.example)'
        assert say(canonical(address), title=words, body=words)
        assert not re.search(r"@everyone|<!|<at |\]\(", services.words())
        assert "evil.example" in services.words()


@pytest.mark.parametrize(
    "address",
    [
        "json://127.0.0.1:6379/",
        "https://127.0.0.1/services/T1JJ3T3L2/B1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "https://hooks.slack.com.evil.example/services/T1JJ3T3L2/B1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "tgram://127.0.0.1:6379/987654",
        f"feishu://{KEY}:80",
        f"feishu://{KEY}@10.0.0.1",
        f"feishu://{KEY}?verify=no&redirect=yes",
        f"feishu://{KEY}/../../x",
        f"feishu://{KEY}%2f..",
        f"dingtalk://{KEY}#x",
        f"discord://417429632418316298/..%2f..%2f{KEY}{KEY}",
        "mailto://user:pass@example.org",
        "syslog://",
        f"feishu://{KEY}\nfeishu://{KEY}",
        "",
    ],
)
def test_what_could_lead_elsewhere_is_no_messenger(services: Services, address: str):
    with pytest.raises(NoMessenger):
        canonical(address)
    with pytest.raises(NoMessenger):
        say(address, title="Hello", body="")
    assert services.asked == []


def test_it_follows_no_redirect(services: Services):
    services.status = 302
    assert not say(canonical(FEISHU), title="Hello", body="")
    assert len(services.asked) == 1


def test_she_names_her_robot_and_is_told_there_instead_of_by_mail(ana: User, tell, services: Services, sign_in):
    client = sign_in(ana)
    client.post("/notifications/messenger/", {"address": FEISHU})
    assert "instead of by e-mail" in services.words()
    page = client.get("/notifications/preferences/").content.decode()
    assert "comes to your 飞书 Feishu" in page
    assert KEY not in page
    tell(ana, "message:1", url="/at/one/", now=timezone.now() - timedelta(hours=1))
    Slot.objects.all().delete()
    send_mail()
    assert mail.outbox == []
    assert "http://127.0.0.1:8000/at/one/" in services.words()
    client.post("/notifications/messenger/", {})
    assert not OtherAddress.objects.exists()


def test_what_the_messenger_doesnt_take_is_mailed(ana: User, tell, services: Services):
    use_messenger(person=ana, address=FEISHU)
    services.status = 500
    tell(ana, "message:1", now=timezone.now() - timedelta(hours=1))
    Slot.objects.all().delete()
    send_mail()
    assert [letter.to for letter in mail.outbox] == [[ana.email]]


def test_an_address_that_doesnt_work_or_is_anothers_isnt_kept(ana: User, olga: User, services: Services):
    services.status = 404
    with pytest.raises(MessengerRefuses):
        use_messenger(person=ana, address=FEISHU)
    services.status = 200
    use_messenger(person=ana, address=FEISHU)
    with pytest.raises(AddressTaken):
        use_messenger(person=olga, address=FEISHU)
    leave_messenger(person=olga)
    assert OtherAddress.objects.get().person == ana
    for _time in range(4):
        with pytest.raises(AddressTaken):
            use_messenger(person=olga, address=FEISHU)
    with pytest.raises(RateLimited):
        use_messenger(person=olga, address=ADDRESSES["lark"])


def test_whose_account_it_is_hears_of_it_by_letter_and_finds_back_without_it(ana: User, services: Services, drain):
    use_messenger(person=ana, address=FEISHU)
    drain()
    Slot.objects.all().delete()
    send_mail()
    assert "goes to a messenger now" in mail.outbox[-1].body
    assert len(services.asked) == 1
    Client().post("/account/password/reset/", {"email": ana.email})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    client, new = Client(), "another-battery-altogether"
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": new, "password2": new})
    assert not OtherAddress.objects.exists()


def test_the_api_names_it_and_never_its_key(ana: User, services: Services, sign_in):
    client, path = sign_in(ana), "/api/v1/notifications/messenger/"
    answer = client.put(path, {"address": ADDRESSES["tgram"]}, content_type="application/json")
    assert answer.json()["shown"] == "Telegram"
    assert KEY not in client.get(path).content.decode()
    assert KEY not in str(export(ana)["other_address"])
    refused = client.put(path, {"address": "json://127.0.0.1/"}, content_type="application/json")
    assert refused.status_code == 400
    assert client.delete(path).status_code == 204
    assert client.get(path).json() == []
