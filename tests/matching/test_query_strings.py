"""What somebody writes into the address of a list is refused or ignored, never a crash."""

import pytest


@pytest.mark.parametrize(
    "query", ["page=442040605027619169931", "company=1169504484863899906193", "company=-1", "job=' OR 1=1 --"]
)
def test_a_number_beyond_the_database_is_no_crash(ana, ben, olga, sign_in, query):
    for person in (ana, ben, olga):
        assert sign_in(person).get(f"/api/v1/jobs/?{query}").status_code in (200, 400, 404)
