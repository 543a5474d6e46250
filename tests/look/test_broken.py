"""When something of ours breaks, people get a page and clients get JSON, and neither learns a secret."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import errors


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the password is swordfish")


urlpatterns = [path("page/", breaks), path("api/v1/breaks/", breaks)]
handler404 = errors.page_not_found
handler500 = errors.server_error


@pytest.fixture(autouse=True)
def _broken_site(settings, client):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False


def test_people_get_a_page(client, db):
    response = client.get("/page/", headers={"Accept-Language": "en"})
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "swordfish" not in response.content.decode()


def test_clients_get_the_one_form_of_errors(client, db):
    response = client.get("/api/v1/breaks/")
    assert response.status_code == 500
    assert response.json()["type"] == "server_error"
    assert "swordfish" not in response.content.decode()
