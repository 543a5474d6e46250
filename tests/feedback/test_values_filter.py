"""What a list of the console can be filtered by is known without reading all its rows for each page."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.feedback.models import Classification

LIST = "/admin/feedback/classification/"


@pytest.mark.django_db
def test_all_values_are_read_once_and_new_ones_are_offered_at_once(client, mei, sorted_ticket):
    cache.clear()
    client.force_login(mei)

    def page() -> tuple[str, str]:
        with CaptureQueriesContext(connection) as queries:
            return client.get(LIST).content.decode(), " ".join(query["sql"] for query in queries)

    first, asked = page()
    assert "model_version=category-" in first
    assert 'SELECT DISTINCT "feedback_classification"."value"' in asked
    Classification.objects.create(
        ticket=sorted_ticket, field="category", value="praise", confidence=0.5, source="model", model_version="new-1"
    )
    second, asked = page()
    assert "model_version=new-1" in second
    assert "Praise" in second
    assert ">0.50<" in second.replace(" ", "").replace("\n", "")
    assert "SELECT DISTINCT" not in asked
