"""Tips and tours: each comes up once, is taken up or closed, and somebody goes without for a comparison."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.education.models import Tip, TipMeeting
from apps.education.tips.deeds import deeds
from apps.education.tips.meeting import MOST_A_DAY, meet_tip, set_tips, tip_that_fits
from apps.education.tips.places import PLACES
from apps.education.tips.shipping import CONTENT, load_tips
from apps.experiments.measures import measure_of
from tests.chat.test_concurrency import together
from tests.experiments.comparing import compare
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import OperatorFactory

TEMPLATES = Path(__file__).parents[2] / "templates"
INBOX = ["feedback", "inbox-filters", "inbox-presets", "search"]
FITTING = "/api/v1/tips/fitting/"


def test_tips_and_tours_for_both_roles_are_shipped_in_both_languages() -> None:
    shipped = json.loads(CONTENT.read_text("utf-8"))
    for role in ("candidate", "recruiter"):
        own = [tip for tip in shipped if tip["audience"] in (role, "everyone")]
        assert sum(len(tip["steps"]) == 1 for tip in own) >= 9
        assert sum(2 <= len(tip["steps"]) <= 4 for tip in own) >= 2
    assert {tip["deed"] for tip in shipped} <= set(deeds())


def test_every_place_stands_on_some_page() -> None:
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    there = set(re.findall(r'data-place="([\w-]+)"', pages))
    used = {step["place"] for tip in json.loads(CONTENT.read_text("utf-8")) for step in tip["steps"]}
    assert used <= set(PLACES) == there


def test_a_tip_comes_up_once_and_the_next_one_waits(ana: User, sign_in: Any) -> None:
    client = sign_in(ana)
    tip = client.get(FITTING, {"places": ",".join(INBOX)}).json()["tip"]
    assert (tip["slug"], len(tip["steps"])) == ("tour-inbox", 2)
    assert client.post("/api/v1/tips/tour-inbox/seen/").json() == {"is_shown": True}
    assert client.post("/api/v1/tips/tour-inbox/seen/").json() == {"is_shown": False}
    assert client.post("/api/v1/tips/presets/seen/").json() == {"is_shown": False}, "not at the same time"
    assert client.get(FITTING, {"places": ",".join(INBOX)}).json() == {"tip": None}
    assert client.post("/api/v1/tips/tour-inbox/dismissed/").status_code == 204
    assert TipMeeting.objects.get(person=ana).dismissed_at is not None


def test_no_more_than_three_come_up_a_day(ana: User) -> None:
    now = timezone.now()
    for number, tip in enumerate(Tip.objects.for_reader(ana)[: MOST_A_DAY + 1]):
        assert meet_tip(person=ana, tip=tip, now=now + number * timedelta(hours=1)) is (number < MOST_A_DAY)


@pytest.mark.django_db(transaction=True)
def test_two_open_pages_do_not_show_two_tips_at_once(ana: User) -> None:
    tips = Tip.objects.for_reader(ana)[:4]
    shown = []
    together(*[lambda tip=tip: shown.append(meet_tip(person=ana, tip=tip)) for tip in tips])
    assert sorted(shown) == [False, False, False, True]


def test_whoever_did_it_before_is_not_told_and_doing_it_after_is_noted(ana: User, ben: User, drain: Any) -> None:
    job = JobFactory(company=ben.company, posted_by=ben)
    ResumeFactory(owner=ana)
    meet_tip(person=ana, tip=Tip.objects.get(slug="tour-jobs"))
    greet(sender=ana, job=job, candidate=ana, body="Hello Ben", client_id=uuid4())
    drain()
    met = TipMeeting.objects.get(person=ana, tip__slug="tour-jobs")
    assert met.done_at > met.met_at
    later = timezone.now() + timedelta(hours=1)
    assert tip_that_fits(person=ana, places=["job-greet"], now=later) is None


def test_who_goes_without_is_counted_and_shown_nothing(ana: User, olga: User) -> None:
    compare("tips", without=[ana], having=[olga])
    tip = Tip.objects.get(slug="presets")
    assert (meet_tip(person=ana, tip=tip), meet_tip(person=olga, tip=tip)) == (False, True)
    assert set(TipMeeting.objects.values_list("person", "is_shown")) == {(ana.pk, False), (olga.pk, True)}
    measure = measure_of("tips_done")
    assert measure is not None
    until = timezone.now() + timedelta(days=1)
    assert len(list(measure.read([ana.pk, olga.pk], until - timedelta(days=2), until))) == 2


def test_no_more_tips_means_none_until_they_are_wanted_again(ana: User, sign_in: Any) -> None:
    client = sign_in(ana)
    assert "Show tips again" in client.post("/help/tips/", {"is_on": "no"}, follow=True).content.decode()
    assert client.get(FITTING, {"places": "feedback"}).json() == {"tip": None}
    assert client.get("/api/v1/tips/choice/").json() == {"is_on": False}
    client.put("/api/v1/tips/choice/", {"is_on": True}, content_type="application/json")
    assert client.get(FITTING, {"places": "feedback"}).json()["tip"]["slug"] == "give-feedback"


def test_tips_of_another_role_and_strangers_stay_out(ana: User, sign_in: Any, client: Client) -> None:
    assert sign_in(ana).post("/api/v1/tips/post-a-job/seen/").status_code == 404
    assert sign_in(ana).get("/api/v1/tips/").json()["count"] == len(Tip.objects.for_reader(ana))
    assert client.get(FITTING).status_code == 401


def test_the_page_lists_them_in_the_readers_language(ana: User, sign_in: Any) -> None:
    ana.language = "zh-hans"
    ana.save()
    page = sign_in(ana).get("/help/tips/").content.decode()
    assert "不用反复打字" in page
    assert "Start with a draft" not in page


def test_an_operator_edits_one_and_sees_what_came_of_it(ana: User, ben: User, sign_in: Any) -> None:
    meet_tip(person=ana, tip=Tip.objects.get(slug="presets"))
    TipMeeting.objects.filter(person=ana).update(done_at=timezone.now())
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="content"))
    listing = sign_in(operator).get("/admin/education/tip/", {"q": "presets"}).content.decode()
    assert "100 %" in listing
    tip = Tip.objects.get(slug="presets")
    assert "输入 /" in sign_in(operator).get(f"/admin/education/tip/{tip.pk}/change/").content.decode()
    assert sign_in(ben).get("/admin/education/tip/").status_code in (302, 403)
    tip.steps.update(title_en="Words you say often")
    assert load_tips() == 0, "what an operator changed stays"
    set_tips(person=ana, is_on=False)
