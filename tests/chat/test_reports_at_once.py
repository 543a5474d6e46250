"""Two operators at one report, and reports made at the same moment."""

import pytest
from django.contrib.auth.models import Group

from apps.accounts.models import User
from apps.chat.models import Conversation, Report, ReportStep
from apps.chat.moderation.deciding import appeal, decide, decide_appeal
from apps.chat.moderation.errors import DecidedMeanwhile
from apps.chat.moderation.services import report
from apps.console.rights import install_groups
from tests.chat.test_concurrency import together
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def operators(db: None) -> list[User]:
    install_groups()
    people = [OperatorFactory() for _ in range(3)]
    for person in people:
        person.groups.add(Group.objects.get(name="support"))
    return people


def refused(work):
    def run() -> object:
        try:
            return work()
        except DecidedMeanwhile as error:
            return error

    return run


def test_of_two_operators_at_once_one_decides_and_the_other_is_told(
    conversation: Conversation, ana: User, ben: User, operators: list[User]
):
    made = report(reporter=ana, conversation_id=conversation.pk, reason="threat")
    said = {"report_id": made.pk, "why": "Seen", "words": "Don't threaten anybody.", "version": 1}
    results = together(
        *[
            refused(lambda by=by, decision=decision: decide(by=by, decision=decision, **said))
            for by, decision in zip(operators, ["warn", "suspend", "none"], strict=True)
        ]
    )
    assert sum(isinstance(one, Report) for one in results) == 1
    assert ReportStep.objects.filter(report=made, kind="decided").count() == 1
    ben.refresh_from_db()
    made.refresh_from_db()
    assert ben.is_active == (made.decision != "suspend")


def test_an_appeal_is_decided_once(conversation: Conversation, ana: User, operators: list[User]):
    made = report(reporter=ana, conversation_id=conversation.pk, reason="threat")
    first, *others = operators
    decide(report_id=made.pk, by=first, decision="warn", why="Seen", words="Don't.", version=1)
    together(*[lambda: appeal(report_id=made.pk, text="It wasn't me")] * 3)
    made.refresh_from_db()
    assert ReportStep.objects.filter(report=made, kind="appealed").count() == 1
    results = together(
        *[
            refused(
                lambda by=by, lifts=lifts: decide_appeal(
                    report_id=made.pk, by=by, lifts=lifts, why="Read again", version=made.version
                )
            )
            for by, lifts in zip(others, [True, False], strict=True)
        ]
    )
    assert sum(isinstance(one, Report) for one in results) == 1


def test_the_same_report_at_once_is_one_and_two_who_report_each_other_both_get_through(
    conversation: Conversation, ana: User, ben: User
):
    def make(who: User) -> Report:
        return report(reporter=who, conversation_id=conversation.pk, reason="spam")

    made = together(*[lambda who=who: make(who).pk for who in [ana, ben] * 3])
    assert len(set(made)) == 2
    assert Report.objects.count() == 2
