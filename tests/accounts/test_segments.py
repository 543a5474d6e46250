"""People who have something in common, asked by name: who they are, how many, in words, and rules that are for them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.accounts.content.segments import load_segments
from apps.accounts.models import Segment, SegmentCondition, SegmentMember
from apps.accounts.segments.computing import compute_segments
from apps.accounts.segments.selectors import segments_of
from apps.chat.models import Conversation, CountedOpening
from apps.errors import InvalidInput
from apps.gamification.models import Rule, RuleVersion
from apps.gamification.rules.deciding import is_for
from apps.gamification.rules.services import check_version, publish_rule
from tests.gamification.talks import talk
from tests.gamification.versions import version_fields
from tests.people import CandidateFactory, OperatorFactory

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _shipped(db):
    load_segments()


def greeted(recruiter, times: int, *, answered: bool) -> None:
    for _time in range(times):
        conversation = talk(CandidateFactory(), recruiter, at=NOW - timedelta(days=3))
        waited = 600 if answered else None
        CountedOpening.objects.create(conversation=conversation, start=NOW - timedelta(days=3), waited_seconds=waited)


def test_the_shipped_ones_find_their_people(ana, ben):
    type(ana).objects.filter(pk=ana.pk).update(date_joined=NOW - timedelta(days=40))
    greeted(ben, 3, answered=True)
    silent = talk(ana, ben)
    Conversation.objects.filter(pk=silent.pk).update(waiting_for=ben, waiting_since=NOW - timedelta(days=3))
    compute_segments(now=NOW)
    found = segments_of([ana.pk, ben.pk])
    assert found == {ana.pk: {"waiting"}, ben.pk: {"new", "high_responder"}}


def test_who_leaves_a_segment_is_out_of_it_and_its_sizes_are_kept(ben):
    greeted(ben, 3, answered=False)
    compute_segments(now=NOW)
    assert "silent_recruiter" in segments_of([ben.pk])[ben.pk]
    since = SegmentMember.objects.get(person=ben, segment__key="silent_recruiter").since
    compute_segments(now=NOW + timedelta(hours=1))
    assert SegmentMember.objects.get(person=ben, segment__key="silent_recruiter").since == since
    CountedOpening.objects.update(waited_seconds=600)
    compute_segments(now=NOW + timedelta(days=1))
    segment = Segment.objects.get(key="silent_recruiter")
    assert "silent_recruiter" not in segments_of([ben.pk])[ben.pk]
    assert [one.size for one in segment.sizes.all()] == [0, 1]
    assert segment.size == 0


def test_what_is_not_known_does_not_hold(ben):
    """Nobody wrote to ben: that he answers at most 30 % isn't so."""
    segment = Segment.objects.create(key="slow", name_en="Slow", name_zh="慢")
    SegmentCondition.objects.create(segment=segment, fact="answer_rate_30d", operator="at_most", value=30)
    SegmentCondition.objects.create(segment=segment, fact="gone", operator="at_most", value=30)
    compute_segments(now=NOW)
    assert segments_of([ben.pk])[ben.pk] == {"new"}


def test_its_people_in_words():
    persona = Segment.objects.get(key="silent_recruiter").persona
    assert persona == (
        "Recruiters · was written to first at least 3 times in 30 days · answers at most 30 % within a day"
    )


def test_a_rule_is_for_who_is_in_its_segment(sign_in, ana, ben):
    rule = Rule.objects.get(key="recruiter-first-answer")
    fields = version_fields(points=5, max_per_day=3) | {"audience": [{"role": "recruiter"}, {"segment": "new"}]}
    version = publish_rule(
        version=RuleVersion.objects.create(rule=rule, number=2, **fields), operator=None, now=timezone.now()
    )
    assert is_for(version, "recruiter", {"new"})
    assert not is_for(version, "recruiter", {"waiting"})
    assert not is_for(version, "candidate", {"new"})
    page = sign_in(ben).get("/points/rules/").content.decode()
    assert "joined in the last 14 days" in page.split("Rules for others")[1], "it isn't computed yet"
    compute_segments(now=NOW)
    assert "joined in the last 14 days" in sign_in(ben).get("/points/rules/").content.decode().split("Rules for")[0]


def test_a_rule_for_a_segment_that_is_not_there_is_refused():
    rule = Rule.objects.get(key="recruiter-first-answer")
    fields = version_fields(points=5, max_per_day=3) | {"audience": [{"segment": "nobody"}]}
    with pytest.raises(InvalidInput):
        check_version(RuleVersion(rule=rule, number=2, **fields))


def test_the_console_previews_it_and_others_see_nothing(sign_in, ana, ben):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="incentives"))
    segment = Segment.objects.get(key="new")
    url = reverse("admin:accounts_segment_preview", args=[segment.pk])
    page = sign_in(operator).get(url).content.decode()
    assert "joined in the last 14 days" in page
    assert ben.name in page
    assert not SegmentMember.objects.exists(), "a preview changes nothing"
    compute_segments(now=NOW)
    listed = sign_in(operator).get(reverse("admin:accounts_segment_changelist")).content.decode()
    assert "Silent recruiters" in listed
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).get(url).status_code == 403
    assert sign_in(ana).get(url).status_code in (302, 403, 404)
