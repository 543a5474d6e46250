"""Rankings go by what the other side confirmed; who hides is on none, at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from apps.accounts.models import Block, Segment, SegmentMember
from apps.gamification.boards.periods import bounds, starts
from apps.gamification.boards.services import ranked_kinds, take_snapshots
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Board, BoardRow, Member
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.people import CandidateFactory, RecruiterFactory

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
PAGE, API = "/rankings/", "/api/v1/rankings/"


@pytest.fixture(autouse=True)
def _now(time_machine, db):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def earn(rule):
    """`earn(ben, 30)`: so many points for an answer that the other side confirmed."""
    versions = {}

    def run(person, points, *, at=NOON):
        if points not in versions:
            versions[points] = rule("first_answer", points=points)
        made = versions[points].rule
        for other in versions.values():
            other.rule.state = "live" if other.rule == made else "paused"
            other.rule.save()
        key = f"message:{run.number}"
        run.number += 1
        judge(answer_deed(person, CandidateFactory(), key=key, waited_hours=99, at=at))

    run.number = 1
    return run


def standing(points):
    """Recruiters with so many points each, as a snapshot left them."""
    people = RecruiterFactory.create_batch(len(points))
    for person in people:
        Member.objects.create(person=person)
    board, start = Board.objects.get(key="recruiters"), starts("week", NOON)[0]
    ranks = [1 + sum(other > mine for other in points) for mine in points]
    BoardRow.objects.bulk_create(
        BoardRow(board=board, period="week", starts_on=start, person=person, points=mine, rank=rank)
        for person, mine, rank in zip(people, points, ranks, strict=True)
    )
    return people


def test_weeks_and_months_are_those_of_utc():
    assert starts("week", NOON) == [date(2026, 3, 2), date(2026, 2, 23)]
    assert starts("month", NOON) == [date(2026, 3, 1), date(2026, 2, 1)]
    assert bounds("month", date(2026, 2, 1))[1] == datetime(2026, 3, 1, tzinfo=UTC)
    assert bounds("week", date(2026, 3, 2))[1] - bounds("week", date(2026, 3, 2))[0] == timedelta(days=7)


def test_only_what_the_other_side_confirms_is_ranked():
    assert "first_answer" in ranked_kinds()
    assert not {"greeted", "preset_used", "article_read", "conversation_rated", "job_posted"} & set(ranked_kinds())


def test_a_snapshot_sums_what_settled_in_its_time_by_role(ben, ana, earn, rule):
    earn(ben, 30)
    earn(ben, 20)
    earn(ben, 40, at=NOON - timedelta(days=7))
    earn(ana, 10)
    rule("greeted", points=99)
    assert take_snapshots(now=NOON) > 0
    rows = BoardRow.objects.filter(period="week").order_by("starts_on", "person")
    found = {(row.board.key, row.starts_on, row.person_id): row.points for row in rows}
    week, last = starts("week", NOON)
    expected = {("recruiters", week, ben.pk): 50, ("recruiters", last, ben.pk): 40, ("candidates", week, ana.pk): 10}
    assert found == expected
    take_snapshots(now=NOON)
    assert rows.all().count() == 3
    take_snapshots(now=NOON + timedelta(days=14))
    assert rows.all().count() == 0


def test_who_ties_at_the_tenth_place_shares_it_and_the_next_is_twelfth(ben, earn):
    people = RecruiterFactory.create_batch(12)
    for number, person in enumerate(people):
        earn(person, 50 - min(number, 9) * 2 - (5 if number == 11 else 0))
    take_snapshots(now=NOON)
    ranks = list(BoardRow.objects.filter(period="week", board__key="recruiters").values_list("rank", flat=True))
    assert sorted(ranks) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 12]


def test_around_somebody_are_five_before_and_five_after(sign_in):
    people = standing([1000 - number for number in range(230)])
    found = sign_in(people[215]).get(API).json()
    assert found["count"] == 200
    assert [row["rank"] for row in found["around"]] == list(range(211, 222))
    assert [row["is_me"] for row in found["around"]].index(True) == 5
    shown = sign_in(people[215]).get(PAGE).content.decode()
    assert "Around you" in shown
    assert "Somebody" in shown
    assert people[0].name not in shown


def test_who_hides_is_on_no_board_at_once_and_in_no_snapshot(sign_in, ben, earn):
    earn(ben, 30)
    first, second = standing([50, 40])
    take = sign_in(second)
    assert [row["rank"] for row in take.get(API).json()["results"]] == [1, 2]
    client = sign_in(first)
    client.post("/points/preferences/", {"hides_rankings": "on", "ranking_as": "nobody"})
    assert [row["rank"] for row in take.get(API).json()["results"]] == [2]
    assert "50 points" not in take.get(PAGE).content.decode()
    assert client.get(API).json()["around"] == []
    client.put(
        "/api/v1/points/preferences/", {"hides_all": False, "hides_popups": False}, content_type="application/json"
    )
    assert Member.objects.get(person=first).hides_rankings
    set_visibility(person=ben, hides_all=False, hides_popups=False, hides_rankings=True)
    take_snapshots(now=NOON)
    assert not BoardRow.objects.filter(person=ben).exists()


def test_nobody_sees_whom_they_blocked_or_who_blocked_them(sign_in):
    first, second, third = standing([50, 40, 30])
    Block.objects.create(blocker=first, blocked=second)
    Block.objects.create(blocker=third, blocked=first)
    assert [row["rank"] for row in sign_in(first).get(API).json()["results"]] == [1]
    assert [row["rank"] for row in sign_in(second).get(API).json()["results"]] == [2, 3]


def test_a_name_is_shown_only_by_choice_and_a_nickname_is_no_address(sign_in):
    first, second = standing([50, 40])
    client, other = sign_in(first), sign_in(second)
    chosen = {"ranking_as": "nickname"}
    for bad in ("", "wx 13800001111", "a@b", "<b>x</b>", "see x.com"):
        assert client.post("/points/preferences/", chosen | {"nickname": bad}).status_code == 200
    assert Member.objects.get(person=first).ranking_as == "nobody"
    assert client.post("/points/preferences/", chosen | {"nickname": "老船长"}).status_code == 302
    assert other.get(API).json()["results"][0]["name"] == "老船长"
    client.post("/points/preferences/", {"ranking_as": "name", "nickname": "老船长"})
    assert other.get(API).json()["results"][0]["name"] == first.name
    assert set(other.get(API).json()["results"][0]) == {"rank", "name", "points", "is_me"}


def test_colleagues_alone_can_be_looked_at(sign_in):
    first, _second, third = standing([50, 40, 30])
    third.company = first.company
    third.save()
    found = sign_in(first).get(API, {"of": "team"}).json()["results"]
    assert [row["rank"] for row in found] == [1, 3]
    assert "My company" in sign_in(first).get(PAGE, {"of": "team"}).content.decode()


def test_candidates_see_their_own_and_a_segments_board_its_members_alone(sign_in, ana, ben, earn):
    standing([50])
    earn(ana, 10)
    segment = Segment.objects.create(key="eager", name_en="Eager", name_zh="积极", role="candidate")
    Board.objects.create(key="eager", name_en="Eager", name_zh="积极", role="candidate", segment=segment, position=9)
    other = CandidateFactory()
    assert [board["key"] for board in sign_in(other).get(API, {"board": "recruiters"}).json()["boards"]] == [
        "candidates"
    ]
    SegmentMember.objects.create(segment=segment, person=ana, since=NOON)
    take_snapshots(now=NOON)
    found = sign_in(ana).get(API, {"board": "eager"}).json()
    assert (found["board"], found["results"][0]["points"]) == ("eager", 10)
    ana.language = "zh-hans"
    ana.save()
    assert "积极" in sign_in(ana).get(PAGE).content.decode()
    set_visibility(person=ana, hides_all=True, hides_popups=False)
    assert sign_in(ana).get(API).json()["results"] == []


def test_an_operator_makes_a_board_and_its_snapshot_is_taken(
    sign_in, dario, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr("apps.gamification.boards.admin.rank_now.apply_async", lambda **kwargs: asked.append(1))
    data = {"key": "new", "position": 3, "name_en": "New", "name_zh": "新", "role": "recruiter", "is_live": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(dario).post(reverse("admin:gamification_board_add"), data).status_code == 302
    assert Board.objects.filter(key="new").exists()
    assert asked


def test_the_page_asks_no_more_for_more_people(sign_in, django_assert_max_num_queries):
    people = standing([1000 - number for number in range(60)])
    client = sign_in(people[50])
    client.get(PAGE)
    with django_assert_max_num_queries(22):
        client.get(PAGE)
