"""Whoever meets a limit reads from when on it works again, and whose limits are narrowed, until when."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.accounts.segments.services import set_trait
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from apps.chat.safety.limits import CONVERSATIONS_TRAIT, MESSAGES_TRAIT, STANDING
from apps.errors import RateLimited
from apps.uploads.errors import TooManyUploads
from tests.matching.factories import JobFactory, ResumeFactory

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_long_wait_is_said_by_its_end_on_the_readers_clock():
    with time_machine.travel(NOON, tick=False), timezone.override(ZoneInfo("Asia/Shanghai")):
        assert str(RateLimited(retry_after=3600)).endswith("It works again from 21:00.")
        assert "5 March 01:00" in str(RateLimited(retry_after=5 * 3600))
        with translation.override("zh-hans"):
            assert str(RateLimited(retry_after=5 * 3600)).endswith("3月5日 01:00 之后可以再试。")


def test_a_moment_and_what_says_it_already_say_no_more():
    for refusal in (
        RateLimited(),
        RateLimited(retry_after=20),
        TooManyUploads("Again in 30 minutes", retry_after=1800),
    ):
        assert "works again" not in str(refusal)


def test_a_greeting_beyond_the_day_stays_and_says_when_it_can_be_sent_and_why_it_is_fewer(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    until = timezone.now() + timedelta(days=3)
    for key, value in ((MESSAGES_TRAIT, "12"), (CONVERSATIONS_TRAIT, "1")):
        set_trait(person=ana, key=key, value=value, source=STANDING, until=until)
    other = JobFactory(company=ben.company, posted_by=ben)
    page = sign_in(ana).post(
        f"{reverse('chat:greet')}?job={other.pk}", {"body": "My own words", "client_id": str(uuid4())}
    )
    html = page.content.decode()
    assert (page.status_code, Conversation.objects.count()) == (422, 1)
    for words in ("My own words", "It works again from", "fewer than usual"):
        assert words in html
    mine = sign_in(ana).get(reverse("chat:my_reports")).content.decode()
    assert "you can send 12 messages a minute and begin 1 new conversations a day" in mine


def test_whose_limits_are_whole_reads_nothing_of_them(ana: User, ben: User, settings, sign_in):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 1
    ResumeFactory(owner=ana)
    first, second = (JobFactory(company=ben.company, posted_by=ben) for _ in range(2))
    greet(sender=ana, job=first, candidate=ana, body="Hello", client_id=uuid4())
    page = sign_in(ana).post(f"{reverse('chat:greet')}?job={second.pk}", {"body": "Hello", "client_id": str(uuid4())})
    assert "It works again from" in page.content.decode()
    assert "fewer than usual" not in page.content.decode()
    assert "new conversations a day" not in sign_in(ana).get(reverse("chat:my_reports")).content.decode()
