"""The same Idempotency-Key: one effect, the same answer."""

import json
import threading

import pytest
from django.db import connection
from django.urls import path
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from apps.accounts.models import Company
from apps.api.idempotency import idempotent
from apps.api.models import IdempotentRequest
from apps.errors import InvalidInput
from tests.accounts.pictures import upload
from tests.people import CandidateFactory


class FoundCompany(APIView):
    """Something that has an effect each time it is called."""

    @idempotent
    def post(self, request: Request) -> Response:
        if request.data["name"] == "refused":
            raise InvalidInput(field="name")
        company = Company.objects.create(name=request.data["name"])
        return Response({"id": company.pk, "at": company.created_at}, status=status.HTTP_201_CREATED)


urlpatterns = [path("companies/", FoundCompany.as_view())]


@pytest.fixture
def post(settings, ana):
    settings.ROOT_URLCONF = __name__

    def send(key, body, person=ana):
        api = APIClient()
        api.force_authenticate(person)
        headers = {"Idempotency-Key": key} if key else {}
        return api.post("/companies/", body, format="json", headers=headers)

    return send


def test_the_second_time_has_no_effect_and_the_same_answer(post):
    first, second = post("k1", {"name": "One"}), post("k1", {"name": "One"})
    assert Company.objects.count() == 1
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()


def test_without_a_key_each_request_counts(post):
    post("", {"name": "One"})
    post("", {"name": "One"})
    assert Company.objects.count() == 2


def test_another_body_under_the_same_key_is_a_conflict(post):
    post("k1", {"name": "One"})
    refused = post("k1", {"name": "Two"})
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "idempotency_key_reused"
    assert Company.objects.count() == 1


def test_the_order_of_names_doesnt_matter(post):
    post("k1", {"name": "One", "city": "Ulm"})
    assert post("k1", {"city": "Ulm", "name": "One"}).status_code == 201
    assert Company.objects.count() == 1


def test_a_refusal_isnt_remembered(post):
    assert post("k1", {"name": "refused"}).status_code == 400
    assert not IdempotentRequest.objects.exists()


def test_keys_are_each_persons_own(post, olga):
    before = Company.objects.count()
    post("k1", {"name": "One"})
    post("k1", {"name": "One"}, person=olga)
    assert Company.objects.count() == before + 2


def test_a_key_has_a_limit(post):
    assert post("k" * 129, {"name": "One"}).status_code == 400


def test_another_file_is_another_body(post, ana):
    factory = APIRequestFactory()
    answers = []
    for content in (b"one", b"one", b"two"):
        request = factory.post(
            "/companies/",
            {"name": "One", "file": upload(content)},
            format="multipart",
            headers={"Idempotency-Key": "k"},
        )
        force_authenticate(request, ana)
        answers.append(FoundCompany.as_view(parser_classes=[MultiPartParser])(request).status_code)
    assert answers == [201, 201, 409]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_have_one_effect():
    person = CandidateFactory()
    answers: list[tuple[int, str]] = []
    start = threading.Barrier(10)

    def send() -> None:
        start.wait()
        for _try in range(5):
            request = APIRequestFactory().post(
                "/companies/", {"name": "One"}, format="json", headers={"Idempotency-Key": "k"}
            )
            force_authenticate(request, person)
            response = FoundCompany.as_view()(request)
            answers.append((response.status_code, json.dumps(response.data, sort_keys=True)))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert Company.objects.count() == 1
