import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group

from apps.accounts.models import User
from apps.chat.models import Answer
from apps.gamification.awards.services import settle_held
from apps.gamification.deeds.types.first_answers import FirstAnswer
from apps.gamification.models import Rule, RuleVersion
from apps.gamification.rules.wording import FROM_THE_START
from tests.gamification.versions import WORDS, version_fields
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
    """`rule("greeted", points=3, max_per_day=2)` is the version in force, from the start, of a new live rule."""

    def run(deed: str, **numbers: Any) -> RuleVersion:
        made = Rule.objects.create(
            key=f"{deed.replace('_', '-')}-{Rule.objects.count()}",
            deed=deed,
            state=Rule.State.LIVE,
            name_en=WORDS["name_en"],
            name_zh=WORDS["name_zh"],
        )
        fields = version_fields(**{"published_at": FROM_THE_START} | numbers)
        return RuleVersion.objects.create(rule=made, number=1, **fields)

    return run


@pytest.fixture(autouse=True)
def _what_needs_no_conversation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests judge deeds without a conversation behind them, confirmed by people without a past: here their word
    counts in full. Tests of fairness are marked `real_people`."""
    if "real_people" in request.keywords:
        return
    monkeypatch.setattr("apps.gamification.awards.services.weight_of", lambda *_, **__: (1.0, ""))
    real = FirstAnswer.facts_now

    def facts_now(kind: FirstAnswer, key: str) -> Any:
        message = int(key.partition(":")[2])
        return real(kind, key) if Answer.objects.filter(message=message).exists() else {"earnest": True}

    monkeypatch.setattr(FirstAnswer, "facts_now", facts_now)


@pytest.fixture
def after_holds() -> Callable[[], None]:
    """`after_holds()`: all holds are over."""

    def run() -> None:
        while settle_held(now=datetime(2100, 1, 1, tzinfo=UTC)):
            pass

    return run


@pytest.fixture
def dario(db: None) -> User:
    """An operator who looks after the incentives and nothing else."""
    operator = OperatorFactory(name="Dario", email="dario@rapport.example")
    operator.groups.add(Group.objects.get(name="incentives"))
    return operator
