"""What a rule gives may come in several forms of equal worth: drawn, told, kept, weighed, and not to be chosen."""

import re
from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Segment, SegmentMember, User
from apps.chat.safety.limits import new_conversations_per_day
from apps.errors import InvalidInput
from apps.experiments.measures import Measure, Occasion
from apps.experiments.statistics.weighting import weighted_share
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.services import settle
from apps.gamification.badges.measures import values_of
from apps.gamification.celebrations.services import Moment
from apps.gamification.members.services import lock_members
from apps.gamification.models import Award, BadgeHeld, FormDraw, FormRecord, RuleDecision, RuleVersion
from apps.gamification.rules.draws import Claim, Odds, draw_forms, forms_read
from apps.gamification.rules.services import check_version, publish_rule
from apps.gamification.rules.weighing import weigh_forms
from apps.notifications.models import Notification
from tests.experiments.comparing import compare
from tests.gamification.forms import HOURS, MARKS, THANKS, draft, give, greeting, offer
from tests.gamification.judging import judge
from tests.gamification.talks import NOON, first_answer
from tests.gamification.versions import replayed, version_fields
from tests.people import CandidateFactory, OperatorFactory


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"forms": [MARKS, THANKS | {"worth": 12}]}, "“thanks” 12; at most 10 % of"),
        ({"forms": [MARKS | {"worth": 9}, THANKS | {"worth": 11}]}, "“marks for badges” is worth 9"),
        ({"forms": [{"kind": "none", "amount": 1, "worth": 10}]}, "Going without isn't a form"),
        ({"forms": [{"kind": "car", "amount": 1, "worth": 10}]}, "no form that can stand in"),
        ({"forms": [MARKS, MARKS]}, "no form that can stand in"),
        ({"forms": [HOURS | {"amount": 0}]}, "how much it is"),
        ({"budget": 500}, "limit the number of awards"),
        ({"forms_weeks": 0}, "how many weeks"),
        (
            {"rewards": [{"kind": "points", "amount": 10}, {"kind": "thanks", "amount": 1}]},
            "“thanks” is given beside the points already",
        ),
        ({"forms_measure": "nothing"}, "no such measure"),
        ({"points": 0, "rewards": [{"kind": "coins", "amount": 3}]}, "say how many the rule gives"),
    ],
)
def test_forms_that_are_not_equal_or_can_not_be_are_refused(db, fields, why):
    with pytest.raises(InvalidInput, match=why):
        check_version(draft("greeted-in-forms", **fields))
    check_version(draft("equal-enough", MARKS | {"worth": 10}, THANKS | {"worth": 11}))


def test_a_rule_is_not_judged_by_what_it_rewards_in_any_form(rule):
    version = rule("first_answer", points=10, max_per_day=9, forms=[THANKS], forms_measure="answers_given")
    with pytest.raises(InvalidInput, match="of course there is more of it"):
        check_version(version)


def test_each_decision_says_what_was_drawn_and_how_likely_it_was(ana):
    version = offer("greeted-in-forms")
    decisions = [judge(greeting(ana, number))[0] for number in (1, 2)]
    drawn = FormDraw.objects.get()
    assert (drawn.person, drawn.segment, drawn.version) == (ana, "candidate", version)
    assert drawn.propensity == pytest.approx(0.25, abs=0.05)
    for decision in decisions:
        assert decision.facts["drawn"] == {"draw": drawn.pk, "form": drawn.form, "propensity": drawn.propensity}
    judge(greeting(ana, 2))
    assert RuleDecision.objects.count() == 2, "delivered twice, decided once"


def test_a_member_reads_beforehand_what_they_get_and_gets_it(sign_in, ana, olga):
    offer("greeted-in-forms", THANKS, max_per_day=3)
    page = sign_in(ana).get("/points/rules/").content.decode()
    assert "of equal worth: 10 points · our thanks (worth 10 points)" in page
    assert "each with at least 10" in page
    drawn = FormDraw.objects.get()
    told = "our thanks" if drawn.form == "thanks" else "10 points"
    assert f": {told}.</strong>" in page
    judge(greeting(ana, done_at=timezone.now()))
    assert FormDraw.objects.count() == 1
    assert Award.objects.get().points == (0 if drawn.form == "thanks" else 10)
    mine, theirs = (
        next(one for one in sign_in(person).get("/api/v1/rules/").json() if one["key"] == "greeted-in-forms")
        for person in (ana, olga)
    )
    assert mine["form"].startswith("For you until ")
    assert theirs["forms"] == mine["forms"]
    assert FormDraw.objects.get(person=olga).pk != drawn.pk


def test_thanks_are_told_once_and_stand_on_the_points_page(sign_in, ana, dario):
    give(ana, offer("greeted-in-forms", THANKS), "thanks")
    for _time in range(2):
        judge(greeting(ana))
    assert Award.objects.get().points == 0
    assert Notification.objects.filter(person=ana, kind="form_given").count() == 1
    assert "our thanks" in sign_in(ana).get("/points/").content.decode()
    assert sign_in(ana).get("/api/v1/points/").json()["results"][0]["form"] == "our thanks"
    for page in (
        reverse("admin:gamification_award_changelist"),
        reverse("admin:gamification_memberstory_change", args=[ana.pk]),
    ):
        assert "our thanks" in sign_in(dario).get(page).content.decode(), "who may take it back sees what it gave"


def test_a_rule_may_give_thanks_and_hours_beside_its_points_or_nothing_else(sign_in, ana, rule, settings):
    """Each is told by itself; taking the award back takes the hours back."""
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 20
    gifts = [{"kind": "greetings", "amount": 24}, {"kind": "thanks", "amount": 1}]
    version = rule("greeted", max_per_day=3, rewards=gifts)
    check_version(version)
    page = sign_in(ana).get("/points/rules/").content.decode()
    assert "for 24 hours · our thanks" in page
    judge(greeting(ana, done_at=timezone.now()))
    assert new_conversations_per_day(ana.pk) == 30
    assert Notification.objects.filter(person=ana, kind="form_given", channel="in_app").count() == 2
    assert "our thanks" in sign_in(ana).get("/points/").content.decode()
    reverse_award(award=Award.objects.get(rule=version.rule), reason="our_mistake", operator=None, now=timezone.now())
    assert new_conversations_per_day(ana.pk) == 20


def test_marks_count_for_their_badge_and_go_with_the_award(ana):
    give(ana, offer("greeted-in-forms", MARKS), "marks")
    judge(greeting(ana))
    held = BadgeHeld.objects.get(person=ana, badge__key="marks-of-merit")
    assert (held.grade, held.revoked_at) == (1, None)
    reverse_award(award=Award.objects.get(), reason="our_mistake", operator=None, now=NOON)
    held.refresh_from_db()
    assert held.revoked_at is not None


def test_half_a_confirmation_brings_half_of_a_form_and_giving_back_no_more(sign_in, ana):
    """Else who vouches for each other in pairs would want marks and hours rather than points."""
    version = offer("greeted-in-forms", MARKS, hold_hours=24)
    give(ana, version, "marks")
    judge(greeting(ana))
    award, member = Award.objects.get(), lock_members(ana.pk)[ana.pk]
    settle(award, member, Moment(), points=0, cause="time", now=NOON, weight=0.5)
    marks = {"deed": "", "starts_at": None, "ends_at": None}
    assert values_of([ana.pk], "marks", **marks) == {ana.pk: 5}
    assert sign_in(ana).get("/api/v1/points/").json()["results"][0]["form"] == "5 marks for badges"
    reverse_award(award=award, reason="our_mistake", operator=None, now=NOON)
    assert values_of([ana.pk], "marks", **marks) == {}
    restore_award(award=award, operator=None, now=NOON)
    assert values_of([ana.pk], "marks", **marks) == {ana.pk: 5}


def test_hours_of_a_privilege_are_lent_on_top_and_end_with_the_award(ana, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 20
    now = timezone.now()
    give(ana, offer("greeted-in-forms", HOURS), "greetings", now=now)
    assert new_conversations_per_day(ana.pk) == 20
    for number in (1, 2):
        judge(greeting(ana, number, done_at=now))
    assert new_conversations_per_day(ana.pk) == 30
    trait = ana.traits.get()
    assert trait.until == now + timedelta(hours=96)
    for award in Award.objects.all():
        reverse_award(award=award, reason="our_mistake", operator=None, now=now)
    assert new_conversations_per_day(ana.pk) == 20


def test_nobody_gets_the_form_they_like_by_moving_leaving_or_coming_again(ana):
    """She reads what she gets, then tries all that she can; only the next stretch of weeks draws again."""
    version = offer("greeted-in-forms")
    now = timezone.now()
    first = forms_read([Claim(version, ana, now)], now=now)[0]
    segment = Segment.objects.create(key="lucky", name_en="Lucky", name_zh="幸运", size=1)
    FormRecord.objects.create(
        rule=version.rule, segment="lucky", form="marks", draws=900, units=900, propensity=0.25,
        good=890, bad=10, weighed_at=now,
    )  # fmt: skip
    SegmentMember.objects.create(segment=segment, person=ana, since=now)
    User.objects.filter(pk=ana.pk).update(role="recruiter")
    ana.refresh_from_db()
    assert forms_read([Claim(version, ana, now)], now=now)[0] == first
    SegmentMember.objects.all().delete()
    again_and_again = set()
    for _time in range(5):
        address = ana.email
        ana.delete()
        ana = CandidateFactory(email=address.upper())
        again_and_again.add(forms_read([Claim(version, ana, now)], now=now)[0].form)
    assert again_and_again == {first.form}
    first.refresh_from_db()
    assert first.person is None


def test_chance_leans_to_what_helped_and_leaves_each_form_its_floor(db):
    version = offer("greeted-in-forms")
    for form, good in (("points", 30), ("marks", 30), ("greetings", 300), ("thanks", 30)):
        FormRecord.objects.create(
            rule=version.rule, segment="candidate", form=form, draws=330, units=330, propensity=0.25,
            good=good, bad=330 - good, weighed_at=NOON,
        )  # fmt: skip
    people = CandidateFactory.create_batch(200)
    odds = Odds([Claim(version, person, NOON) for person in people])
    drawn = [odds.draw(Claim(version, person, NOON)) for person in people]
    counts = Counter(form for form, _likely in drawn)
    assert counts["greetings"] > 110
    assert all(counts[form] > 5 for form in ("points", "marks", "thanks"))
    assert {round(likely, 2) for _form, likely in drawn} == {0.1, 0.7}


def test_who_goes_without_in_an_experiment_is_logged_and_told_as_that(sign_in, ana):
    version = offer("greeted-in-forms")
    compare("rule:greeted-in-forms", without=[ana], started_at=NOON)
    assert judge(greeting(ana))[0].outcome == "holdout"
    drawn = FormDraw.objects.get()
    assert (drawn.form, drawn.propensity, drawn.version) == ("none", 0.5, version)
    page = sign_in(ana).get("/points/rules/").content.decode()
    assert "You go without this rule for a while" in page
    assert "For you until" not in page


def test_a_new_version_keeps_a_form_that_it_still_offers(ana):
    version = offer("greeted-in-forms")
    give(ana, version, "thanks")
    fields = {"points": 10, "max_per_day": 10, "forms_measure": "two_sided"}
    for number, forms in ((2, [THANKS]), (3, [MARKS])):
        newer = RuleVersion.objects.create(rule=version.rule, number=number, **version_fields(forms=forms, **fields))
        publish_rule(version=newer, operator=None, now=NOON - timedelta(hours=3 - number))
        form = draw_forms([Claim(newer, ana, NOON)], now=NOON)[0].form
        assert (form == "thanks") == (number == 2)


def test_what_a_colleague_left_unequal_meanwhile_is_not_published(db):
    version = draft("greeted-in-forms")
    RuleVersion.objects.filter(pk=version.pk).update(forms=[MARKS | {"worth": 90}])
    with pytest.raises(InvalidInput, match="Equal deeds are worth the same"):
        publish_rule(version=version, operator=None, now=NOON)


def test_a_dry_run_says_how_many_would_have_which_form(ben):
    for person in CandidateFactory.create_batch(3):
        first_answer(person, ben, at=NOON - timedelta(days=2))
    version = draft("greeted-in-forms")
    version.rule.deed = "first_answer"
    run = replayed(version, now=NOON)
    assert run.forms.total() == len(run.earned) == 1
    assert run.earned.total() == 30, "in whatever form"
    assert not FormDraw.objects.exists()


def test_from_too_few_nothing_is_said_and_from_enough_with_an_interval(sign_in, dario, monkeypatch):
    """Who has marks answers in nine of ten; the others in half. Each draw is weighed by its chance."""
    version = offer("greeted-in-forms", MARKS)
    people = CandidateFactory.create_batch(33)
    for number, person in enumerate(people):
        give(person, version, ("marks", "points", "none")[min(number // 14, 2)])
    occasions = [
        Occasion(person.pk, NOON + timedelta(hours=1), float(number % 10 > 0 if number < 14 else number % 2))
        for number, person in enumerate(people)
    ]
    occasions.append(Occasion(people[0].pk, NOON - timedelta(days=1), 1.0))
    measure = Measure(key="two_sided", title="Two-sided", meaning="", read=lambda *_: occasions)
    monkeypatch.setattr("apps.gamification.rules.weighing.measure_of", lambda _key: measure)
    for _time in range(2):
        assert weigh_forms(now=NOON + timedelta(days=30)) == 3
    found = {record.form: record for record in FormRecord.objects.all()}
    assert found["marks"].value == pytest.approx(12 / 14)
    assert found["marks"].low < 12 / 14 < found["marks"].high
    assert (found["none"].units, found["none"].value) == (5, None)
    page = sign_in(dario).get(reverse("admin:gamification_formrecord_changelist")).content.decode()
    assert "Insufficient" in page
    assert re.search(r">\s*Candidate\s*<", page), "by name, not by key"
    assert "goes without" in page
    assert sign_in(dario).get(reverse("admin:gamification_formdraw_changelist")).status_code == 200
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).get(reverse("admin:gamification_formdraw_changelist")).status_code == 403


def test_its_intervals_hold_what_is_true_where_chances_were_uneven():
    """Chances lean to what helped as they do here, and half of the people come twice."""
    rng = np.random.default_rng(11)
    held = 0
    for _trial in range(400):
        people = rng.integers(0, 60, size=90)
        own = rng.beta(4, 6, size=60)[people]
        propensities = np.where(rng.random(90) < 0.5, 0.1, 0.7)
        drawn = rng.random(90) < propensities
        shares = (rng.random(90) < own).astype(float)
        estimate = weighted_share(people[drawn], shares[drawn], propensities[drawn])
        held += estimate.value is not None and estimate.low <= 0.4 <= estimate.high
    assert held / 400 > 0.94
