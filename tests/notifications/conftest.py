from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.notifications.deciding import registry
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify
from tests.chat.conftest import conversation, job

__all__ = ["conversation", "job"]


@pytest.fixture
def ana(ana: User) -> User:
    """Never quiet, so that the hour of the run doesn't matter."""
    return awake(ana)


@pytest.fixture
def ben(ben: User) -> User:
    return awake(ben)


def awake(person: User) -> User:
    person.quiet_from = person.quiet_until
    person.save(update_fields=["quiet_from"])
    return person


@pytest.fixture
def kind() -> Iterator[Kind]:
    """Something that people are told, by e-mail after ten minutes; its words are ones that the catalogue has."""
    told = Kind(key="tests.answered", title=_("Saved."), body="%(name)s: 周四可以", email_after_minutes=10)
    registry.register(told)
    yield told
    registry._kinds.pop(told.key)


@pytest.fixture
def tell(kind: Kind) -> Callable[..., bool]:
    """`tell(ana, "message:1")` tells her, leading to /settings/."""

    def run(person: User, cause: str, *, url: str = "/settings/", now: datetime | None = None) -> bool:
        return notify(person=person, kind=kind, cause=cause, facts={"name": "<b>Ben</b>"}, url=url, now=now)

    return run
