import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group

from apps.accounts.models import User
from apps.gamification.models import Rule, RuleVersion
from tests.people import OperatorFactory


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks) -> Callable[..., list[dict[str, Any]]]:
    """`heard(ana, lambda: …)` are the frames that reach her open pages when that has been committed."""

    def run(person: User, act: Callable[[], Any]) -> list[dict[str, Any]]:
        frames: list[dict[str, Any]] = []

        def publish(people: list[int], text: str) -> None:
            if person.pk in people:
                frames.append(json.loads(text))

        with monkeypatch.context() as patch:
            patch.setattr("apps.realtime.hub.bus.publish", publish)
            with django_capture_on_commit_callbacks(execute=True):
                act()
        return frames

    return run


@pytest.fixture
def rule(db: None) -> Callable[..., RuleVersion]:
    """`rule("greeted", points=3, max_per_day=2)` is the version in force of a new live rule."""

    def run(deed: str, **numbers: Any) -> RuleVersion:
        made = Rule.objects.create(
            key=f"{deed.replace('_', '-')}-{Rule.objects.count()}",
            deed=deed,
            state=Rule.State.LIVE,
            name_en="A rule of the test",
            name_zh="测试规则",
            why_en="For the test.",
            why_zh="测试用。",
        )
        numbers = {"points": 4, "published_at": made.created_at} | numbers
        return RuleVersion.objects.create(rule=made, number=1, **numbers)

    return run


@pytest.fixture
def dario(db: None) -> User:
    """An operator who looks after the incentives and nothing else."""
    operator = OperatorFactory(name="Dario", email="dario@rapport.example")
    operator.groups.add(Group.objects.get(name="incentives"))
    return operator
