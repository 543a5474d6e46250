"""/healthz and /metrics: what a load balancer and a monitor may know."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from apps.events.models import FailedDelivery, OutboxEvent, Slot
from apps.events.services import LIFE
from config import health
from tests.people import OperatorFactory


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health, "_written_at", -health.WRITE_EVERY_SECONDS)


def test_it_is_healthy_when_everything_is_applied(db, client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_it_is_unhealthy_while_a_migration_is_missing(db, client):
    MigrationRecorder.Migration.objects.filter(app="events").order_by("-id")[0].delete()
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database lacks migrations.")


def test_it_is_unhealthy_while_the_database_is_away(db, client, monkeypatch):
    def away():
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database doesn't answer.")


def test_it_is_unhealthy_while_the_database_takes_no_writes(db, client, monkeypatch):
    def full(**_given: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(health, "note_life", full)
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database can't be written to.")
    assert client.get("/healthz").status_code == 200


def test_asking_often_writes_seldom_and_one_row(db, client, monkeypatch, django_assert_max_num_queries):
    client.get("/healthz")
    with django_assert_max_num_queries(1):
        client.get("/healthz")
    monkeypatch.setattr(health, "_written_at", -health.WRITE_EVERY_SECONDS)
    client.get("/healthz")
    assert Slot.objects.filter(job=LIFE).count() == 1


def test_it_only_answers_safe_methods(db, client):
    assert client.post("/healthz").status_code == 405


def test_a_monitor_that_shows_the_token_reads_how_old_the_outbox_is(db, client, settings):
    settings.METRICS_TOKEN = "long-and-secret"
    event = OutboxEvent.objects.create(kind="tests.unknown", subject="x", partition=0, payload={})
    FailedDelivery.objects.create(event=event, handler="x", payload={}, parked_at=event.created_at)
    text = client.get("/metrics", headers={"authorization": "Bearer long-and-secret"}).content.decode()
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert 0 < float(figures["rapport_outbox_oldest_unhandled_seconds"]) < 60
    assert float(figures["rapport_outbox_parked_deliveries"]) == 1
    assert "django_http_requests_before_middlewares_total" in figures


@pytest.mark.parametrize("secret", ["", "long-and-secret"])
@pytest.mark.parametrize("shown", [None, "", "Bearer ", "Bearer wrong", "Token long-and-secret", "long-and-secret"])
def test_a_stranger_finds_no_metrics_also_behind_a_proxy_that_says_nothing_of_them(db, client, settings, secret, shown):
    settings.METRICS_TOKEN = secret
    headers = {} if shown is None else {"authorization": shown}
    for address in ("127.0.0.1", "::1", "203.0.113.7"):
        assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == 404


def test_metrics_are_for_staff_anywhere_and_for_no_one_else(ana, olga, sign_in):
    staff = OperatorFactory()
    assert sign_in(staff).get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 200
    for person in (ana, olga):
        assert sign_in(person).get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
