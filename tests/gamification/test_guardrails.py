"""A rule that makes people block each other is paused by itself, from what really happened."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block
from apps.chat.models import CountedOpening
from apps.events.services import publish
from apps.experiments.events import ExperimentStopped
from apps.experiments.life import decide_experiment, stop_experiment
from apps.experiments.looking import look_where_due
from apps.experiments.services import expose
from apps.gamification.models import Rule
from apps.gamification.rules.services import resume_rule
from apps.notifications.models import Notification
from tests.experiments.comparing import compare
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed, talk
from tests.people import CandidateFactory

NOW = timezone.now()
KEY = "candidate-first-answer"


def test_a_rule_that_breaks_a_guardrail_is_paused_and_who_looks_after_it_hears_of_it(sign_in, ben, dario, drain):
    """Whoever has the rule is blocked by whom they talk with, whoever goes without is not."""
    experiment = compare(f"rule:{KEY}", started_at=NOW - timedelta(weeks=5), unit="person")
    people = CandidateFactory.create_batch(60)
    places = expose(experiment, people, now=NOW - timedelta(weeks=4))
    at = NOW - timedelta(weeks=3)
    for person in people:
        conversation = talk(person, ben, at=at)
        CountedOpening.objects.create(conversation=conversation, start=at, is_two_sided=True)
    having = [person for person in people if places[person.pk].is_on]
    Block.objects.bulk_create(Block(blocker=ben, blocked=person) for person in having)
    Block.objects.update(created_at=at + timedelta(days=1))
    for _time in range(2):
        look_where_due(now=NOW)
        drain()
    experiment.refresh_from_db()
    assert (experiment.state, experiment.stopped_by_measure) == ("stopped", "blocked")
    assert Rule.objects.get(key=KEY).state == "paused"
    assert KEY not in {decision.rule.key for decision in judge(answer_deed(people[0], ben))}
    notice = Notification.objects.get(kind="guardrail_broken", channel="in_app")
    assert notice.person == dario
    assert notice.url == reverse("admin:experiments_experiment_report", args=[experiment.pk])
    assert "Conversations that end in a block" in sign_in(dario).get(notice.url).content.decode()
    decide_experiment(experiment=experiment, decision="keep", why="They were of one company.", now=NOW)
    resume_rule(rule=Rule.objects.get(key=KEY))
    publish(ExperimentStopped(experiment=experiment.pk, measure="blocked"))
    drain()
    assert Rule.objects.get(key=KEY).state == "live", "heard of again, it doesn't undo what was decided since"


def test_one_that_an_operator_stopped_goes_on_for_everybody(db, drain):
    stop_experiment(experiment=compare(f"rule:{KEY}"), now=NOW)
    drain()
    assert Rule.objects.get(key=KEY).state == "live"
    assert not Notification.objects.filter(kind="guardrail_broken").exists()
