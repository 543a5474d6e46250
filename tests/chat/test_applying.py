"""Applying: one sheet with résumé and answers, one conversation, and where it stands afterwards."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.chat.applications.errors import AlreadyDecided, ApplicationWithdrawn, ResumeNeeded
from apps.chat.applications.models import Application
from apps.chat.applications.progress import notice_seen
from apps.chat.applications.services import apply, withdraw_application
from apps.chat.closing.services import decline
from apps.chat.conversations.models import Participant
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Message
from apps.chat.sending.services import new_client_id, send_message
from apps.chat.stages.services import set_stage
from apps.errors import DomainError, NotFound
from apps.matching.models import Job, JobStatus, ResumeAccess, ScreeningQuestion
from apps.matching.screening.errors import BadAnswer
from apps.matching.screening.services import revise_question, set_questions
from tests.chat.test_concurrency import together
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory, RecruiterFactory

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"kind": "yes_no", "text_en": "Could you work nights?", "text_zh": "能上夜班吗？"},
    {"kind": "number", "text_en": "Years in sales?", "text_zh": "做过几年销售？", "least": 0, "most": 40},
]


@pytest.fixture
def asked(ben: User, job: Job) -> list[ScreeningQuestion]:
    return set_questions(job=job, editor=ben, questions=QUESTIONS)


@pytest.fixture
def applied(ana: User, job: Job, asked: list[ScreeningQuestion]) -> Application:
    ResumeFactory(owner=ana, title="Account manager")
    return by(ana, job, asked)


def by(person: User, job: Job, asked: list[ScreeningQuestion], *answers: str, **more: Any) -> Application:
    tapped = dict(zip([str(one.pk) for one in asked], answers or ("1", "7"), strict=False))
    return apply(
        candidate=person, job=job, answers=tapped, note="I'd like to work with you.", client_id=uuid4(), **more
    )


def now_at(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def test_one_tap_opens_the_conversation_with_note_answers_and_resume(ben: User, applied: Application):
    conversation = applied.conversation
    note, card = Message.objects.filter(conversation=conversation).exclude(kind="system").order_by("seq")
    assert note.body == "I'd like to work with you."
    assert card.body.splitlines() == ["Application", "Could you work nights? Yes", "Years in sales? 7"]
    assert conversation.waiting_for == ben
    assert ResumeAccess.objects.filter(resume__owner=applied.candidate, company=ben.company).exists()


def test_applying_twice_is_one(ana: User, job: Job, asked: list[ScreeningQuestion], applied: Application):
    assert by(ana, job, asked, "0", "1") == applied
    assert Application.objects.count() == 1
    assert Message.objects.filter(kind="card").count() == 1
    assert [answer.words for answer in applied.answers.all()] == ["Yes", "7"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one(ana: User, job: Job, asked: list[ScreeningQuestion]):
    ResumeFactory(owner=ana)
    together(*[lambda: by(ana, job, asked)] * 3)
    assert Application.objects.count() == 1
    assert Conversation.objects.count() == 1
    assert Message.objects.filter(kind="card").count() == 1


def test_it_joins_the_conversation_that_is_there(ana: User, job: Job, asked: list[ScreeningQuestion]):
    ResumeFactory(owner=ana)
    conversation = greet(sender=ana, job=job, candidate=ana, body="Is it open?", client_id=uuid4())
    assert by(ana, job, asked).conversation == conversation


def test_every_question_wants_an_answer_and_says_which(ana: User, job: Job, asked: list[ScreeningQuestion]):
    ResumeFactory(owner=ana)
    with pytest.raises(BadAnswer) as refusal:
        by(ana, job, asked, "1")
    assert refusal.value.field == str(asked[1].pk)
    assert not Conversation.objects.exists()


def test_without_a_resume_it_says_so(ana: User, job: Job, asked: list[ScreeningQuestion]):
    with pytest.raises(ResumeNeeded):
        by(ana, job, asked)


def test_nobody_applies_for_what_they_may_not_see_or_is_closed(
    ana: User, ben: User, olga: User, job: Job, asked: list[ScreeningQuestion]
):
    ResumeFactory(owner=ana)
    for person in (ben, olga):
        with pytest.raises(NotFound):
            by(person, job, asked)
    with pytest.raises(NotFound):
        by(ana, JobFactory(company=ben.company, posted_by=ben, status=JobStatus.DRAFT), [])
    with pytest.raises(DomainError):
        by(ana, JobFactory(company=ben.company, posted_by=ben, status=JobStatus.CLOSED), [])


def test_a_changed_question_leaves_the_answered_one_as_it_was(
    ben: User, job: Job, asked: list[ScreeningQuestion], applied: Application
):
    revise_question(question=asked[1], editor=ben, text_en="Years in any sales?")
    answer = applied.answers.get(question=asked[1])
    assert (answer.question.text_en, answer.words) == ("Years in sales?", "7")


def test_its_state_follows_what_happens(ana: User, ben: User, applied: Application, drain):
    drain()
    assert now_at(applied) == "sent"
    number = applied.conversation_id
    Participant.objects.filter(conversation=number, user=ben).update(read_seq=2, delivered_seq=2)
    assert notice_seen(now=timezone.now()) == 1
    assert notice_seen(now=timezone.now()) == 0
    assert now_at(applied) == "seen"
    send_message(sender=ben, conversation_id=number, body="Thanks! When could you talk?", client_id=new_client_id())
    drain()
    assert now_at(applied) == "talking"
    set_stage(by=ben, conversation_id=number, stage="interview")
    drain()
    assert now_at(applied) == "interview"
    set_stage(by=ben, conversation_id=number, stage="offer")
    drain()
    found = Application.objects.get(pk=applied.pk)
    assert found.state == "offer"
    moments = [found.sent_at, found.seen_at, found.talking_at, found.interview_at, found.decided_at]
    assert moments == sorted(moments)


def test_who_hides_their_reading_is_never_said_to_have_seen_it(ben: User, applied: Application):
    User.objects.filter(pk=ben.pk).update(send_read_receipts=False)
    Participant.objects.filter(conversation=applied.conversation, user=ben).update(read_seq=2, delivered_seq=2)
    assert notice_seen(now=timezone.now()) == 0


def test_a_no_decides_it_and_a_message_opens_it_again(ana: User, ben: User, applied: Application, drain):
    decline(by=ben, conversation_id=applied.conversation_id, words="Somebody else was chosen.")
    drain()
    assert now_at(applied) == "declined"
    send_message(sender=ana, conversation_id=applied.conversation_id, body="May I ask why?", client_id=new_client_id())
    drain()
    again = Application.objects.get(pk=applied.pk)
    assert (again.state, again.decided_at) == ("talking", None)


def test_it_is_withdrawn_once_and_stays_so(ana: User, ben: User, olga: User, job: Job, applied: Application, drain):
    for person in (ben, olga):
        with pytest.raises(NotFound):
            withdraw_application(candidate=person, application_id=applied.pk)
    withdraw_application(candidate=ana, application_id=applied.pk)
    withdraw_application(candidate=ana, application_id=applied.pk)
    said = Message.objects.filter(conversation=applied.conversation).last()
    assert (said.facts["type"], said.facts["action"]) == ("card_step", "withdraw")
    assert Message.objects.filter(conversation=applied.conversation, facts__action="withdraw").count() == 1
    set_stage(by=ben, conversation_id=applied.conversation_id, stage="interview")
    drain()
    assert now_at(applied) == "withdrawn"
    with pytest.raises(ApplicationWithdrawn):
        by(ana, job, list(ScreeningQuestion.objects.all()))


def test_after_a_decision_nothing_is_withdrawn(ana: User, ben: User, applied: Application, drain):
    decline(by=ben, conversation_id=applied.conversation_id, words="Somebody else was chosen.")
    drain()
    with pytest.raises(AlreadyDecided):
        withdraw_application(candidate=ana, application_id=applied.pk)


def test_the_sheet_applies_and_keeps_what_was_typed_when_it_refuses(
    ana: User, job: Job, asked: list[ScreeningQuestion], sign_in
):
    client, address = sign_in(ana), reverse("chat:apply", args=[job.pk])
    assert "Add your résumé first" in unescape(client.get(address).content.decode())
    ResumeFactory(owner=ana, title="Account manager")
    opened = unescape(client.get(address).content.decode())
    for words in ("Account manager", "Could you work nights?", "Years in sales?", "No answer refuses you"):
        assert words in opened
    form = {"body": "My own words", "client_id": str(uuid4()), f"q{asked[0].pk}": "1", f"q{asked[1].pk}": "99"}
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "My own words" in refused.content.decode()
    sent = client.post(address, form | {f"q{asked[1].pk}": "9"})
    assert sent.headers["Location"] == reverse("chat:conversation", args=[Conversation.objects.get().pk])
    assert "You have applied" in unescape(client.get(address).content.decode())


def test_the_job_page_offers_it_beside_saying_hello(ana: User, job: Job, sign_in):
    html = sign_in(ana).get(reverse("matching:job", args=[job.pk])).content.decode()
    assert reverse("chat:apply", args=[job.pk]) in html
    assert reverse("chat:greet") in html


def test_my_applications_show_where_each_stands(ana: User, ben: User, applied: Application, sign_in):
    client, address = sign_in(ana), reverse("chat:applications")
    Application.objects.update(due_at=timezone.now() + timedelta(hours=3))
    html = unescape(client.get(address).content.decode())
    for words in ("Backend engineer", "Harbour Labs", "An answer can be expected by", "Years in sales?", "Withdraw"):
        assert words in html
    withdrawn = client.post(reverse("chat:application_withdraw", args=[applied.pk]), follow=True)
    assert "Withdrawn. They read it" in unescape(withdrawn.content.decode())
    assert "No applications yet" in sign_in(CandidateFactory()).get(address).content.decode()
    assert sign_in(ben).get(address).status_code == 404


def test_answers_stand_side_by_side_for_the_company_alone(
    ana: User, ben: User, olga: User, job: Job, asked: list[ScreeningQuestion], applied: Application, sign_in
):
    lin = CandidateFactory(name="Lin")
    ResumeFactory(owner=lin)
    by(lin, job, asked, "0", "12")
    address = reverse("chat:applicants", args=[job.pk])
    colleague = sign_in(RecruiterFactory(company=ben.company))
    both = unescape(colleague.get(address).content.decode())
    assert "Ana" in both
    assert "Lin" in both
    nights = unescape(colleague.get(address, {f"q{asked[0].pk}": "1"}).content.decode())
    assert "Ana" in nights
    assert "Lin" not in nights
    long = unescape(colleague.get(address, {f"q{asked[1].pk}_from": "10"}).content.decode())
    assert "Ana" not in long
    by_years = unescape(colleague.get(address, {"sort": f"-q{asked[1].pk}"}).content.decode())
    assert by_years.index("Lin") < by_years.index("Ana")
    for person in (ana, olga):
        assert sign_in(person).get(address).status_code == 404


def test_a_filter_finds_who_tapped_the_same_words_in_an_earlier_version(
    ben: User, job: Job, asked: list[ScreeningQuestion], applied: Application, sign_in
):
    changed = revise_question(question=asked[0], editor=ben, text_en="Nights, too?")
    found = sign_in(ben).get(reverse("chat:applicants", args=[job.pk]), {f"q{changed.pk}": "1"})
    assert "Ana" in found.content.decode()


def test_the_table_costs_the_same_however_many_applied(
    ben: User, job: Job, asked: list[ScreeningQuestion], applied: Application, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(ben), reverse("chat:applicants", args=[job.pk])
    for _number in range(4):
        one = CandidateFactory()
        ResumeFactory(owner=one)
        by(one, job, asked)
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)


def test_the_api_applies_lists_filters_and_withdraws(
    ana: User, ben: User, olga: User, job: Job, asked: list[ScreeningQuestion], sign_in
):
    ResumeFactory(owner=ana)
    hers, body = sign_in(ana), {"job": job.pk, "answers": {str(asked[0].pk): "1", str(asked[1].pk): "3"}}
    made = hers.post(reverse("application-list"), body, content_type="application/json")
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert [one["words"] for one in made.json()["answers"]] == ["Yes", "3"]
    assert hers.get(reverse("application-list")).json()["results"][0]["id"] == number
    table = reverse("job-applicants", args=[job.pk])
    his = sign_in(ben)
    assert len(his.get(table, {"answer": f"{asked[0].pk}:1"}).json()["results"]) == 1
    assert his.get(table, {"answer": f"{asked[0].pk}:0"}).json()["results"] == []
    stranger = sign_in(olga)
    assert stranger.get(table).status_code == 404
    assert stranger.get(reverse("application-detail", args=[number])).status_code == 404
    assert stranger.get(reverse("application-list")).json()["results"] == []
    assert stranger.post(reverse("application-withdraw", args=[number])).status_code == 404
    assert hers.post(reverse("application-withdraw", args=[number])).json()["state"] == "withdrawn"


def test_the_card_reads_in_each_readers_language(ana: User, ben: User, applied: Application, sign_in):
    User.objects.filter(pk=ben.pk).update(language="zh-hans")
    ben.refresh_from_db()
    address = reverse("chat:conversation", args=[applied.conversation_id])
    with translation.override("zh-hans"):
        html = unescape(sign_in(ben).get(address, headers={"Accept-Language": "zh-hans"}).content.decode())
    assert "能上夜班吗？" in html


def test_the_file_goes_along_only_where_it_is_ticked(ana: User, ben: User, job: Job):
    ResumeFactory(owner=ana, file="resumes/ana.pdf", file_name="ana.pdf")
    by(ana, job, [])
    assert ResumeAccess.objects.get(resume__owner=ana, company=ben.company).file_shared_at is None
    other = JobFactory(company=RecruiterFactory().company)
    by(ana, other, [], with_file=True)
    assert ResumeAccess.objects.get(resume__owner=ana, company=other.company).file_shared_at is not None


def test_no_answer_refuses_anybody_by_itself(ana: User, job: Job, asked: list[ScreeningQuestion], drain):
    ResumeFactory(owner=ana)
    application = by(ana, job, asked, "0", "0")
    drain()
    assert now_at(application) == "sent"
