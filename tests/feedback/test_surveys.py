"""Members are asked once, by a link that needs no signing in; operators read what came of it."""

from collections import Counter
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Role, Segment, SegmentMember, User
from apps.console.exports import export_words
from apps.feedback.models import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion, Ticket
from apps.feedback.surveys.links import invitation_from, path_to
from apps.feedback.surveys.selectors import mean_of, results
from apps.feedback.surveys.services import answer_survey, ask_people
from apps.notifications.models import Notification
from tests.feedback.surveys import invited, survey_that_runs

pytestmark = pytest.mark.django_db


def test_everybody_of_the_segment_is_asked_once_in_a_cycle_and_operators_never(ana: User, ben: User, mei: User):
    segment = Segment.objects.create(key="asked", name_en="Asked", name_zh="被问者")
    now = timezone.now()
    SegmentMember.objects.bulk_create(SegmentMember(segment=segment, person=one, since=now) for one in (ana, mei))
    survey = survey_that_runs(segment=segment)
    assert [ask_people(now=now), ask_people(now=now)] == [1, 0]
    assert SurveyInvitation.objects.get().person == ana
    survey_that_runs(kind="ces")
    ask_people(now=now + timedelta(hours=1))
    assert list(SurveyInvitation.objects.values_list("person", flat=True).order_by("pk")) == [ana.pk, ben.pk]
    told = Notification.objects.get(person=ana, kind="survey_asked", channel="email")
    assert invitation_from(told.url.split("/")[2]) == SurveyInvitation.objects.get(survey=survey).pk
    assert mei.role == Role.OPERATOR


def test_it_is_answered_by_the_link_once_and_words_become_a_ticket(ana: User, client: Client):
    invitation = invited(ana)
    address = path_to(invitation)
    assert "How likely are you" in client.get(address).content.decode()
    assert "Choose one." in client.post(address, {"q2": "Because"}).content.decode()
    sent = client.post(address, {"q1": "9", "q2": "Recruiters answer", "q3": "for detractors alone"})
    assert "Thank you for your answer." in sent.content.decode()
    again = client.post(address, {"q1": "0"}).content.decode()
    assert "You had answered before: that answer stands." in again
    assert "Thank you" not in again
    answers = SurveyAnswer.objects.filter(invitation=invitation).values_list("question__place", "number", "text")
    assert list(answers) == [(1, 9, ""), (2, None, "Recruiters answer")]
    ticket = Ticket.objects.get()
    assert (ticket.reporter, ticket.channel, ticket.body) == (ana, "survey", "Recruiters answer")
    assert client.get(address.replace("/survey/", "/survey/x")).status_code == 404


def test_a_branch_of_own_questions_is_asked_only_for_its_answers(ana: User, ben: User):
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    survey = Survey.objects.create(
        kind="own",
        title_en="Interviews",
        title_zh="面试",
        opens_on=today,
        closes_on=today,
        started_at=timezone.now(),
        makes_tickets=False,
    )
    words = {"text_en": "?", "text_zh": "？"}
    SurveyQuestion.objects.create(
        survey=survey, place=1, kind="choice", options_en="Yes\nNo", options_zh="有\n没有", **words
    )
    SurveyQuestion.objects.create(survey=survey, place=2, kind="scale", after=1, after_answers="1", **words)
    yes, no = (
        SurveyInvitation.objects.create(survey=survey, person=person, invited_at=timezone.now())
        for person in (ana, ben)
    )
    answer_survey(invitation_id=yes.pk, values={1: 1, 2: 7})
    answer_survey(invitation_id=no.pk, values={1: 2, 2: 7})
    assert list(SurveyAnswer.objects.values_list("invitation", "number")) == [(yes.pk, 1), (yes.pk, 7), (no.pk, 2)]


def test_one_may_rather_not_and_outsiders_can_neither(ana: User, olga: User, client: Client):
    invitation = invited(ana)
    client.force_login(olga)
    for step, body in (("answer", {"answers": []}), ("skip", {"reason": "no_time"})):
        url = f"/api/v1/surveys/{invitation.pk}/{step}/"
        assert client.post(url, body, content_type="application/json").status_code == 404
    assert client.get("/api/v1/surveys/").json()["results"] == []
    client.force_login(ana)
    [waiting] = client.get("/api/v1/surveys/").json()["results"]
    assert [question["kind"] for question in waiting["questions"]] == ["scale", "text", "text"]
    client.post(f"{path_to(invitation)}skip/", {"reason": "too_many"})
    invitation.refresh_from_db()
    assert (invitation.skip_reason, invitation.answered_at) == ("too_many", None)
    answers = {"answers": [{"question": 1, "number": 10}]}
    again = client.post(f"/api/v1/surveys/{invitation.pk}/answer/", answers, content_type="application/json")
    assert again.status_code == 409


def test_the_results_say_how_sure_they_are(ana: User, ben: User, olga: User, mei: User, client: Client):
    invitation = invited(ana, makes_tickets=False)
    for person, score in ((ana, 10), (ben, 9), (olga, 2)):
        one, _new = SurveyInvitation.objects.get_or_create(
            survey=invitation.survey, person=person, defaults={"invited_at": timezone.now()}
        )
        answer_survey(invitation_id=one.pk, values={1: score, 2: "=cmd()" if person == ana else ""})
    [first, *_others] = results(invitation.survey)
    assert first.nps
    assert (first.nps.score, first.nps.low, first.nps.high, first.nps.of) == (33, -73, 100, 3)
    client.force_login(mei)
    address = reverse("admin:feedback_survey_results", args=[invitation.survey.pk])
    assert "NPS 33 (95% interval -73 to 100), of 3 answers." in client.get(address).content.decode()
    assert client.post(address, {"reason": ""})["Content-Type"].startswith("text/html")
    lines = client.post(address, {"reason": "Weekly review"}).content.decode()
    assert "'=cmd()" in lines
    assert "Ana" not in lines
    assert [export_words(entry) for entry in LogEntry.objects.all()] == ["3 rows exported: Weekly review"]


def test_the_mean_of_an_effort_scale_has_an_interval_that_ends_with_the_scale():
    found = mean_of(Counter({7: 6, 5: 3, 1: 1}), lowest=1, highest=7)
    assert (found.of, round(found.mean, 2), round(found.low, 2), round(found.high, 2)) == (10, 5.8, 4.6, 7.0)
    assert mean_of(Counter({7: 1}), lowest=1, highest=7).low == 1
    assert mean_of(Counter(), lowest=1, highest=7) is None


def test_once_started_what_is_asked_and_of_whom_stands_and_the_last_day_may_move(mei: User, client: Client):
    survey = survey_that_runs()
    client.force_login(mei)
    page = reverse("admin:feedback_survey_change", args=[survey.pk])
    form = client.get(page).context["adminform"].form
    assert {"closes_on", "makes_tickets"} == set(form.fields)
    later, question = survey.closes_on + timedelta(days=7), survey.questions.first()
    sent = {"closes_on": later, "title_en": "Another?", "opens_on": later}
    sent |= {"questions-TOTAL_FORMS": 3, "questions-INITIAL_FORMS": 3, "slots-TOTAL_FORMS": 0, "slots-INITIAL_FORMS": 0}
    sent |= {"questions-0-id": question.pk, "questions-0-survey": survey.pk, "questions-0-text_en": "Another?"}
    assert client.post(page, sent).status_code == 302
    assert client.post(reverse("admin:feedback_survey_delete", args=[survey.pk]), {"post": "yes"}).status_code == 403
    now = Survey.objects.get()
    assert (now.title_en, now.opens_on, now.closes_on) == (survey.title_en, survey.opens_on, later)
    assert now.questions.first().text_en == question.text_en


def own_survey(*questions: dict[str, object]) -> dict[str, object]:
    """What the console's form sends of a survey with these questions."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    sent = {"kind": "own", "title_en": "A", "title_zh": "甲", "opens_on": today, "closes_on": today}
    sent |= {"questions-TOTAL_FORMS": len(questions), "questions-INITIAL_FORMS": 0}
    sent |= {"slots-TOTAL_FORMS": 0, "slots-INITIAL_FORMS": 0}
    usual = {"text_en": "Why?", "text_zh": "为什么？", "lowest": 1, "highest": 5, "is_required": "on"}
    for row, question in enumerate(questions):
        for name, value in (usual | {"place": row + 1} | question).items():
            sent[f"questions-{row}-{name}"] = value
    return sent


SCALE, TEXT = {"kind": "scale"}, {"kind": "text"}
CHOICE = {"kind": "choice", "options_en": "Yes\nNo", "options_zh": "是\n否"}


@pytest.mark.parametrize(
    ("earlier", "branch", "complaint"),
    [
        (SCALE, {"after": 1, "after_answers": "0-2"}, "Question 1 is answered with 1 to 5"),
        (SCALE, {"after": 1, "after_answers": "3-1"}, "of a range the lower number first"),
        (CHOICE, {"after": 1, "after_answers": "3"}, "Question 1 is answered with 1 to 2"),
        (TEXT, {"after": 1, "after_answers": "1"}, "has no numbers to answer with"),
        (SCALE | {"place": 2}, {"place": 3, "after": 1, "after_answers": "1"}, "Question 1 isn't there"),
        (SCALE | {"lowest": 5}, {}, "The highest number must be above the lowest."),
        (SCALE | {"highest": 32000}, {}, "A scale has at most 21 steps."),
        (CHOICE | {"options_zh": "是\n\n"}, {}, "the same number in both languages"),
        (CHOICE | {"options_en": "Yes\nNo\n", "options_zh": "是\n\n否"}, {"after": 1, "after_answers": "2"}, ""),
        (SCALE, {"after": 1, "after_answers": "1-5"}, ""),
    ],
)
def test_a_branch_that_nobody_would_ever_reach_is_refused(mei: User, client: Client, earlier, branch, complaint):
    client.force_login(mei)
    answer = client.post(reverse("admin:feedback_survey_add"), own_survey(earlier, TEXT | branch))
    if complaint:
        assert complaint in unescape(answer.content.decode())
    assert Survey.objects.exists() is not bool(complaint)
