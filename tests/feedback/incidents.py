"""An incident that waits for its team."""

from datetime import date
from typing import Any

from django.utils import timezone

from apps.feedback.models import Incident, Team
from tests.feedback.topics import TopicFactory


def an_incident(**fields: Any) -> Incident:
    """Whose team and root cause are known, so that its change can be recorded."""
    known = {"week": date(2026, 1, 5), "people": 5, "limit": 2.5, "opened_at": timezone.now()}
    team, _new = Team.objects.get_or_create(name_en="Support", name_zh="客服")
    known |= {"topic": TopicFactory(), "team": team, "root_cause": "The cache was full."}
    return Incident.objects.create(**known | fields)
