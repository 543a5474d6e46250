"""Surveys for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.models import Survey, SurveyInvitation
from apps.feedback.surveys.services import add_standard_questions, start_survey


def survey_that_runs(**fields: Any) -> Survey:
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    survey = Survey.objects.create(
        **{
            "kind": "nps",
            "title_en": "Recommend us?",
            "title_zh": "推荐我们吗？",
            "opens_on": today,
            "closes_on": today + timedelta(days=7),
        }
        | fields
    )
    add_standard_questions(survey)
    return start_survey(survey_id=survey.pk)


def invited(person: User, **fields: Any) -> SurveyInvitation:
    return SurveyInvitation.objects.create(survey=survey_that_runs(**fields), person=person, invited_at=timezone.now())
