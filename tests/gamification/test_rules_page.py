"""The public rules say what the live rules do, because they are made from them."""

import pytest

from apps.gamification.models import Rule, RuleVersion
from apps.gamification.rules.services import pause_rule, publish_rule
from apps.gamification.rules.wording import words_of
from apps.ui.durations import duration_words
from tests.gamification.talks import NOON
from tests.gamification.versions import version_fields


def rules_page(client):
    return client.get("/points/rules/").content.decode()


def test_visitors_read_every_live_rule(client, db):
    page = rules_page(client)
    for words in ("A first answer in time", "An answer in time", "10 points", "5 points", "At most 10 a day (UTC)."):
        assert words in page


def test_ones_own_rules_stand_first(sign_in, ana, ben):
    for person, own, others in ((ana, "For candidates", "For recruiters"), (ben, "For recruiters", "For candidates")):
        mine, rest = rules_page(sign_in(person)).split("Rules for others")
        assert own in mine
        assert others not in mine
        assert others in rest


def test_publishing_other_numbers_changes_the_page(client, db):
    rule = Rule.objects.get(key="recruiter-first-answer")
    version = RuleVersion.objects.create(rule=rule, number=2, **version_fields(points=77, max_per_day=3))
    assert "77 points" not in rules_page(client)
    publish_rule(version=version, operator=None, now=NOON)
    page = rules_page(client)
    assert "77 points" in page
    assert "(version 2)" in page


def test_a_paused_rule_is_not_on_the_page(client, db):
    pause_rule(rule=Rule.objects.get(key="recruiter-first-answer"))
    assert "A first answer in time" not in rules_page(client)


def test_no_rule_in_force_is_said_plainly(client, db):
    for rule in Rule.objects.filter(state="live"):
        pause_rule(rule=rule)
    assert "No rule is in force right now" in rules_page(client)


def test_every_number_of_a_version_is_in_its_words(rule):
    words = words_of(
        rule(
            "first_answer",
            points=12,
            role="recruiter",
            max_wait_hours=36,
            settling="reciprocated",
            settle_within_days=9,
            max_per_day=4,
            max_per_counterparty=3,
            cooldown_minutes=45,
            budget=5000,
        )
    )
    assert (words.points, words.who, words.conditions) == ("12 points", "For recruiters", ["Within 36 hours."])
    assert "9 days" in words.settles
    limits = " ".join(words.limits)
    for part in (
        "At most 4 a day (UTC).",
        "At most 3 in all with one person.",
        "45 minutes",
        "At most 5000 points in all for everybody together.",
        "the second is worth",
    ):
        assert part in limits


def test_a_rule_without_limits_and_conditions_has_no_words_for_them(rule):
    words = words_of(rule("mission_completed"))
    assert (words.who, words.settles, words.conditions) == ("For everybody", "Settles at once.", [])
    assert words.limits == ["Each counts once."]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "1 minute"),
        (1200, "20 minutes"),
        (5400, "90 minutes"),
        (5401, "2 hours"),
        (172_800, "48 hours"),
        (172_801, "3 days"),
    ],
)
def test_durations_are_rounded_up(seconds, words):
    assert duration_words(seconds) == words
