"""The history of a row is read by people: names instead of keys, their own clock, a dash for nothing."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse

from tests.feedback.incidents import an_incident
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "names"), [("zh-hans", ["已改动，观察中", "已关闭"]), ("en", ["Changed, being watched", "Closed"])]
)
def test_it_tells_states_by_name_and_moments_by_the_clock(sign_in, language, names):
    incident = an_incident(state="watched")
    incident.state, incident.closed_at = "closed", datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
    incident.closed_because = "<b>Nothing</b>"
    incident.save()
    console = sign_in(OperatorFactory(is_superuser=True, language=language))
    page = console.get(reverse("admin:feedback_incident_history", args=[incident.pk])).content.decode()
    assert "<b>Nothing" not in page
    text = unescape(page)
    for name in names:
        assert name in text
    for raw in (">watched<", ">closed<", "09:30:15.123456", "+00:00"):
        assert raw not in "".join(text.split()), raw
