"""What is set for all statements of PostgreSQL."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_no_statement_is_compiled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit_above_cost = 0")  # as where tables are large
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) FROM chat_conversation")
        ((told,),) = cursor.fetchone()
    assert "JIT" not in told
