"""What somebody writes into the address of a list is refused or passed over, never a crash."""

import pytest

from tests.matching.factories import JobFactory


@pytest.mark.parametrize("number", ["1169504484863899906193", "-1"])
def test_a_number_that_no_company_can_have_is_refused_by_its_name(ana, ben, olga, sign_in, number):
    for person in (ana, ben, olga):
        answer = sign_in(person).get("/api/v1/jobs/", {"company": number})
        assert answer.status_code == 400
        assert [error["attr"] for error in answer.json()["errors"]] == ["company"]


def test_a_page_beyond_the_database_isnt_there(ana, sign_in):
    assert sign_in(ana).get("/api/v1/jobs/?page=442040605027619169931").status_code == 404


def test_a_filter_that_there_is_not_is_refused_by_its_name(ana, ben, sign_in):
    JobFactory(company=ben.company, posted_by=ben)
    refused = sign_in(ana).get("/api/v1/jobs/", {"job": "' OR 1=1 --"})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["attr"] == "job"
