"""Surveys that were made before members were addressed as 你 are worded as those made now."""

from importlib import import_module

import pytest
from django.apps import apps

from apps.feedback.models import SurveyQuestion
from apps.feedback.surveys.services import STANDARD
from tests.feedback.surveys import survey_that_runs

pytestmark = pytest.mark.django_db
reworded = import_module("apps.feedback.migrations.0029_shipped_questions_say_ni")


def test_each_question_that_is_shipped_is_reached_and_what_operators_wrote_stays():
    shipped = [str(question["text_zh"]) for questions in STANDARD.values() for question in questions]
    assert set(reworded.WORDED.values()) == {text for text in shipped if "你" in text}
    survey = survey_that_runs()
    questions = SurveyQuestion.objects.filter(survey=survey)
    now = list(questions.values_list("text_zh", flat=True))
    own = SurveyQuestion.objects.create(survey=survey, kind="text", place=9, text_en="Why?", text_zh="您为什么来？")
    reworded.backwards(apps, None)
    assert "您有多大可能把我们推荐给朋友或同事？" in questions.values_list("text_zh", flat=True)
    reworded.forwards(apps, None)
    assert list(questions.exclude(pk=own.pk).values_list("text_zh", flat=True)) == now
    assert questions.get(pk=own.pk).text_zh == "您为什么来？"
