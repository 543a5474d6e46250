"""Tokens of one person: the newest fifty, however they come."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from knox.models import get_token_model
from knox.settings import knox_settings

from apps.accounts.models import User
from apps.accounts.sessions.tokens import issue_token


@pytest.mark.django_db(transaction=True)
def test_however_many_tokens_are_asked_for_at_once_fifty_are_kept(ana: User) -> None:
    limit = knox_settings.TOKEN_LIMIT_PER_USER
    for _ in range(limit - 2):
        issue_token(person=ana)

    def ask(_number: int) -> None:
        try:
            issue_token(person=ana)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        list(people.map(ask, range(12)))
    assert get_token_model().objects.filter(user=ana).count() == limit
