"""Improvement reports for programs."""

from datetime import date

import pytest

from apps.feedback.reports.services import make_report, publish_report

pytestmark = pytest.mark.django_db


def test_everybody_reads_published_reports_with_shares_and_intervals_and_nobody_an_unpublished_one(
    client, mei, sorted_ticket
):
    made = make_report(by=mei, since=date(2026, 1, 1), until=date(2026, 1, 31), foreword_en="Hello", foreword_zh="你好")
    made.facts |= {"in_time": [3, 4], "categories": [["praise", 2]], "weeks": [["2026-01-01", 5, 2]]}
    made.save()
    address = f"/api/v1/improvement-reports/{made.pk}/"
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/improvement-reports/").json()["results"] == []

    publish_report(report_id=made.pk)
    [listed] = client.get("/api/v1/improvement-reports/", headers={"Accept-Language": "zh-hans"}).json()["results"]
    assert (listed["foreword"], listed["page"]) == ("你好", made.get_absolute_url())
    figures = client.get(address).json()["figures"]
    assert figures["in_time"] == pytest.approx({"part": 3, "whole": 4, "low": 0.3006, "high": 0.9544}, abs=1e-3)
    assert figures["fixed"] == {"part": 0, "whole": 0, "low": None, "high": None}
    assert figures["categories"] == [{"category": "praise", "received": 2}]
    assert figures["weeks"] == [{"first_day": "2026-01-01", "received": 5, "solved": 2}]
