"""A migration that makes a table anew leaves its triggers on it, as PostgreSQL does by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, models
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from apps.append_only.guards import Guard, install

pytestmark = pytest.mark.no_database


class Letter(models.Model):
    body = models.TextField()

    class Meta:
        app_label = "mail"
        apps = Apps()

    def __str__(self) -> str:
        return self.body


@pytest.fixture
def connection(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    handler = ConnectionHandler({"default": {"ENGINE": "config.sqlite", "NAME": str(tmp_path / "letters.sqlite3")}})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler["default"].close()


def test_what_is_written_once_stays_so_after_a_column_is_added(connection):
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
        install(editor, [Guard(table="mail_letter", fixed=["body"])])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO mail_letter (body) VALUES ('as it was written')")
    column = models.IntegerField(default=1)
    column.set_attributes_from_name("pages")

    with connection.schema_editor() as editor:
        editor._remake_table(Letter, create_field=column)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_letter SET pages = 2")
        for statement in ("UPDATE mail_letter SET body = ''", "DELETE FROM mail_letter"):
            with pytest.raises(IntegrityError, match="mail_letter is written once"):
                cursor.execute(statement)
