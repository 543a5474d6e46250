"""The watch over the API's answers (`tests.described`) is awake."""

import pytest
from django.http import JsonResponse

from tests.described import check


def answer(body: object, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, safe=False)


def test_an_answer_as_described_passes():
    check("GET", "/api/v1/unread/", answer({"count": 3}))


@pytest.mark.parametrize("body", [{}, {"count": "3"}, {"count": None}, {"count": 3, "secret": 1}, []])
def test_a_missing_a_wrong_and_an_undescribed_field_are_found(body: object):
    with pytest.raises(AssertionError, match="isn't what the API's description says"):
        check("GET", "/api/v1/unread/", answer(body))


def test_a_status_that_nobody_described_is_found():
    with pytest.raises(AssertionError, match="isn't in the API's description"):
        check("GET", "/api/v1/unread/", answer({}, status=202))


def test_a_place_without_a_description_is_left_alone():
    check("GET", "/api/v1/nowhere/", answer({}, status=404))
