"""What a worker does with connections to the database when it starts."""

import pytest
from django.db import connection

from apps.accounts.models import User
from config import celery


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_open_when_its_pool_starts(monkeypatch, settings):
    """Of one in the process itself, as the relay's and those of `up`: Celery closes the descriptors that it finds."""
    settings.EMBEDDED = False
    monkeypatch.setattr(celery, "prepare_all", User.objects.exists)
    closed = []
    close = connection.close
    monkeypatch.setattr(connection, "close", lambda: closed.append(connection.connection is not None) or close())
    celery.prepare_worker()
    assert closed == [True]
    assert not User.objects.exists()
