"""What the demo's incentives desk looks at: rules in force, an appeal and a grant that wait, titles, an invitation."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from apps.accounts.models import Role, User
from apps.gamification.appeals.services import appeal
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.badges.titles import titles_of, wear_title
from apps.gamification.deeds.types.ratings import CONVERSATION_RATED
from apps.gamification.drafting.services import ask_dry_run, carry_out
from apps.gamification.fairness.reasons import Reason
from apps.gamification.grants.models import Grant
from apps.gamification.grants.services import ask_grant
from apps.gamification.models import Award, Badge, Rule, RuleVersion
from apps.gamification.referrals.services import link_of, look_who_arrived, take_up_invitation
from apps.gamification.rules.draws import Claim, draw_forms
from apps.gamification.rules.services import publish_rule
from apps.gamification.rules.weighing import weigh_forms

PUBLISHED = ("attended-interview", "polite-closure", "invited-somebody", "public-answer", "recommended-post")
IN_FORMS = "attended-interview"
TRIED_OUT = "recruiter-first-answer"
FORMS = (
    {"kind": "marks", "amount": 15, "worth": 15},
    {"kind": "greetings", "amount": 48, "worth": 15},
    {"kind": "thanks", "amount": 15, "worth": 15},
)
APPEAL = "We both wrote in that conversation: I asked twice, and each time I had an answer before I rated it."
NOTE = "Showed twelve newcomers how to write a first message, on a Saturday."


def create_incentives(*, users: Mapping[str, User], now: datetime) -> None:
    for rule in Rule.objects.filter(key__in=PUBLISHED):
        publish_rule(version=rule.versions.get(), operator=users["mengjie"], now=now)
    _vary_forms(users, now=now)
    _try_out(users["mengjie"], now=now)
    for person in users.values():
        if badge := titles_of(person).first():
            wear_title(person=person, badge_key=badge.key)
    _invite(users["ben"], users["wanqing"], now=now)
    _take_back(users["kai"], operator=users["mengjie"], now=now)
    ask_grant(
        person_id=users["priya"].pk,
        operator=users["mengjie"],
        points=200,
        why=Grant.Why.HELPED,
        note=NOTE,
        client_id=uuid5(NAMESPACE_URL, users["priya"].email),
        now=now,
    )


def _vary_forms(users: Mapping[str, User], *, now: datetime) -> None:
    """From now on its points come in one of four forms; who has which is drawn, and nothing can be said of them yet."""
    Badge.objects.filter(key="marks-of-merit").update(is_live=True)
    version = _second_version(IN_FORMS)
    version.forms, version.forms_measure = list(FORMS), "answers_given"
    version.save()
    publish_rule(version=version, operator=users["mengjie"], now=now)
    people = [person for person in users.values() if person.role != Role.OPERATOR]
    draw_forms([Claim(version, person, now) for person in people], now=now)
    weigh_forms(now=now)


def _try_out(operator: User, *, now: datetime) -> None:
    """A draft that gives more, for quicker answers, beside what is in force."""
    version = _second_version(TRIED_OUT)
    version.rewards = [{"kind": "points", "amount": 15}]
    version.conditions = [{**row, "value": 4} if row["fact"] == "waited_hours" else row for row in version.conditions]
    version.save()
    carry_out(run_id=ask_dry_run(version=version, operator=operator).pk, now=now)


def _second_version(rule_key: str) -> RuleVersion:
    """A draft that says what the first one says; not stored yet."""
    version = RuleVersion.objects.select_related("rule").get(rule__key=rule_key)
    version.pk, version.number, version.published_at, version.published_by = None, 2, None, None
    return version


def _invite(inviter: User, newcomer: User, *, now: datetime) -> None:
    take_up_invitation(newcomer_id=newcomer.pk, code=link_of(inviter).code, place="", now=now)
    look_who_arrived([newcomer.pk], now=now)


def _take_back(person: User, *, operator: User, now: datetime) -> None:
    """For a rated conversation; nothing, where none counts of theirs yet."""
    award = Award.objects.counting().filter(person=person, rule__deed=CONVERSATION_RATED).order_by("pk").first()
    if award is None:
        return
    reverse_award(award=award, reason=Reason.OUTSIDE_RULE, operator=operator, now=now)
    appeal(person=person, award_id=award.pk, text=APPEAL, now=now)
