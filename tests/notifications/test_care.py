"""Words of care: about each key moment one, one a week at most to a person, none about what is moot; and measured."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.models import Application, Conversation
from apps.events.models import Slot
from apps.matching.jobs.services import close_job
from apps.matching.models import Job, Resume
from apps.notifications.care.services import measure_care, plan_care, shares
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding.preferences import choose
from apps.notifications.models import CareShown, DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def pass_hour(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        plan_care(now=now)
        run_due(now=now)


def shown_to(person: User) -> list[str]:
    return list(CareShown.objects.filter(person=person).order_by("shown_at").values_list("care", flat=True))


@pytest.fixture
def expiring(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben, title="Engineer", expires_at=NOON + 2 * DAY)


@pytest.fixture
def old_resume(ana: User) -> Resume:
    resume = ResumeFactory(owner=ana)
    Resume.objects.update(updated_at=NOON - timedelta(days=200))
    return resume


def test_a_job_about_to_expire_is_said_once_to_its_poster(ben: User, olga: User, expiring: Job, sign_in):
    for hour in range(5):
        pass_hour(NOON + timedelta(hours=hour))
    told = Notification.objects.get(channel="in_app")
    assert (told.person, told.kind) == (ben, "job_expires")
    assert "“Engineer” stands until Wed 25 Mar" in sign_in(ben).get("/notifications/").content.decode()
    assert "Engineer" not in sign_in(olga).get("/notifications/").content.decode()


def test_one_a_week_over_all_occasions(ben: User, expiring: Job):
    for number in range(3):
        JobFactory(company=ben.company, posted_by=ben, expires_at=NOON + (number + 2) * DAY)
    for day in range(6):
        pass_hour(NOON + day * DAY)
    assert shown_to(ben) == ["job_expires"]


def test_what_is_moot_by_then_is_neither_said_nor_mailed(ana: User, ben: User, expiring: Job, old_resume: Resume):
    plan_care(now=NOON)
    close_job(job=expiring, closer=ben, now=NOON)
    with time_machine.travel(NOON, tick=False):
        run_due(now=NOON)
        old_resume.save()
    assert shown_to(ben) == []
    assert shown_to(ana) == ["resume_old"]
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        Slot.objects.all().delete()
        send_mail()
    assert mail.outbox == []


def test_a_silent_application_gets_an_honest_next_step(ana: User, conversation: Conversation):
    Application.objects.create(conversation=conversation, candidate=ana, sent_at=NOON - 8 * DAY)
    pass_hour(NOON)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        Slot.objects.all().delete()
        send_mail()
    [letter] = mail.outbox
    assert "take it as a no" in letter.body
    assert reverse("chat:conversation", args=[conversation.pk]) in letter.body


def test_who_switched_it_off_hears_none_and_the_week_stays_free(ana: User, old_resume: Resume):
    for channel in ("in_app", "email"):
        choose(person=ana, kind_key="resume_old", channel=channel, is_on=False)
    pass_hour(NOON)
    assert shown_to(ana) == []
    assert not DueItem.objects.exists()


def test_what_was_done_about_it_is_counted(ana: User, ben: User, expiring: Job, old_resume: Resume):
    pass_hour(NOON)
    with time_machine.travel(NOON + DAY, tick=False):
        old_resume.save()
        measure_care(now=NOON + DAY)
    assert shares(since=NOON - DAY, until=NOON + DAY) == {"job_expires": (0, 1), "resume_old": (1, 1)}


def test_who_was_told_and_does_nothing_takes_no_later_ones_place(ana: User, old_resume: Resume, monkeypatch):
    monkeypatch.setattr("apps.matching.resumes.care.MOST", 1)
    pass_hour(NOON)
    later = ResumeFactory(owner=CandidateFactory())
    Resume.objects.filter(pk=later.pk).update(updated_at=NOON - timedelta(days=190))
    pass_hour(NOON + timedelta(hours=1))
    assert (shown_to(ana), shown_to(later.owner)) == (["resume_old"], ["resume_old"])


def test_many_are_found_in_as_many_queries_as_one(db, django_assert_max_num_queries):
    for person in CandidateFactory.create_batch(40):
        ResumeFactory(owner=person)
    Resume.objects.update(updated_at=NOON - timedelta(days=200))
    with django_assert_max_num_queries(25):
        assert plan_care(now=NOON) == 40


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_with_two_words_at_once_say_one(ana: User):
    for number in range(2):
        DueItem.objects.create(
            kind="notifications.care",
            person=ana,
            subject=f"resume_old:{number}",
            payload={"care": "resume_old", "subject": f"resume:{number}", "facts": {}, "url": ""},
            due_at=NOON,
            try_at=NOON,
        )
    resume = ResumeFactory(owner=ana)
    Resume.objects.update(updated_at=NOON - timedelta(days=200))
    subject = f"resume:{resume.pk}:{NOON - timedelta(days=200):%Y%m%d}"
    for item in DueItem.objects.all():
        item.payload["subject"] = subject
        item.save()

    def work(number: int) -> None:
        try:
            run_due(now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert CareShown.objects.count() == Notification.objects.filter(channel="in_app").count() == 1
