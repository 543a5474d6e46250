"""Text messages and WeChat work accounts: what would be mailed goes there instead, and by e-mail where it can't."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.moderation.kinds import DECIDED_ABOUT_YOU
from apps.events.models import Slot
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding.services import notify
from apps.notifications.models import MailStop, OtherAddress
from tests.outgoing.web import FakeWeb, fake_web

Tell = Callable[..., bool]
GATEWAY = "sms.gateway.example/send"
WECOM = "qyapi.weixin.qq.com/cgi-bin"


@pytest.fixture
def web(settings) -> Iterator[FakeWeb]:
    """A gateway for text messages, and the work account's service, that take everything."""
    cache.clear()
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = f"https://{GATEWAY}", "key"
    settings.WECOM_CORP_ID, settings.WECOM_SECRET, settings.WECOM_AGENT_ID = "corp", "secret", 7
    with fake_web() as web:
        web.page(GATEWAY, status=202)
        kind = {"content_type": "application/json"}
        token = '{"errcode": 0, "access_token": "T", "expires_in": 7200}'
        web.page(f"{WECOM}/gettoken?corpid=corp&corpsecret=secret", token, **kind)
        web.page(f"{WECOM}/message/send?access_token=T", '{"errcode": 0}', **kind)
        yield web


def send(tell: Tell, person: User, cause: str) -> None:
    tell(person, cause, url=f"/at/{cause}/", now=timezone.now() - timedelta(hours=1))
    Slot.objects.all().delete()
    send_mail()


def test_a_text_message_comes_instead_of_the_e_mail(ana: User, ben: User, tell: Tell, web: FakeWeb):
    OtherAddress.objects.create(person=ana, adapter="sms", address="+8613800000000")
    send(tell, ana, "one")
    send(tell, ben, "two")
    [(_method, _place, headers, body)] = web.asked
    assert json.loads(body) == {"to": "+8613800000000", "text": "Saved. http://127.0.0.1:8000/at/one/"}
    assert headers["Authorization"] == "Bearer key"
    assert [letter.to for letter in mail.outbox] == [[ben.email]]


def test_a_work_account_gets_a_card_and_its_token_is_kept(ana: User, tell: Tell, web: FakeWeb):
    OtherAddress.objects.create(person=ana, adapter="wecom", address="ana.li")
    for cause in ("one", "two"):
        send(tell, ana, cause)
    assert [place.partition("?")[0] for _m, place, _h, _b in web.asked].count(f"{WECOM}/gettoken") == 1
    card = json.loads(web.asked[-1][3])
    assert (card["touser"], card["agentid"], card["textcard"]["url"]) == ("ana.li", 7, "http://127.0.0.1:8000/at/two/")
    assert mail.outbox == []


@pytest.mark.parametrize("answer", ['{"errcode": 60111}', "nonsense"])
def test_what_isnt_taken_there_is_mailed(ana: User, tell: Tell, web: FakeWeb, answer: str):
    OtherAddress.objects.create(person=ana, adapter="wecom", address="nobody")
    web.page(f"{WECOM}/message/send?access_token=T", answer, content_type="application/json")
    send(tell, ana, "one")
    assert [letter.to for letter in mail.outbox] == [[ana.email]]


def test_duties_are_mailed_all_the_same(ana: User, web: FakeWeb):
    OtherAddress.objects.create(person=ana, adapter="sms", address="+8613800000000")
    notify(person=ana, kind=DECIDED_ABOUT_YOU, cause="report:1", facts={}, url="/", now=timezone.now())
    Slot.objects.all().delete()
    send_mail()
    assert len(mail.outbox) == 1
    assert web.asked == []


def test_a_duty_goes_even_to_an_address_that_takes_no_letters(ana: User, web: FakeWeb):
    OtherAddress.objects.create(person=ana, adapter="sms", address="+8613800000000")
    MailStop.objects.create(person=ana, address=ana.email, reason=MailStop.Reason.BOUNCE, stopped_at=timezone.now())
    notify(person=ana, kind=DECIDED_ABOUT_YOU, cause="report:1", facts={}, url="/", now=timezone.now())
    Slot.objects.all().delete()
    send_mail()
    assert len(mail.outbox) == 1


def test_what_is_no_number_is_refused(ana: User):
    with pytest.raises(ValidationError):
        OtherAddress(person=ana, adapter="sms", address="call me").full_clean()
