"""Rehearsals: as they are shipped, tried, judged and edited."""

from collections.abc import Callable, Iterator
from typing import Any

import openai  # noqa: F401  its import takes longer than a reply may
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.privacy.registry import owners
from apps.education.models import Practice, PracticeLine, Rehearsal, RehearsalBranch, RehearsalTurn
from apps.education.rehearsals import services
from apps.education.rehearsals.errors import PracticeMovedOn
from apps.education.rehearsals.judging import Verdict, judge
from apps.education.rehearsals.scripts import script_of, shipped_scripts
from apps.education.rehearsals.services import begin, load_rehearsals, reply
from apps.language import detect
from tests.language.endpoint import FakeEndpoint, connected_endpoint
from tests.people import OperatorFactory

TALK = "/help/rehearsals/interview-questions/"
WHY = "Because you write that nurses choose their shifts themselves; on my ward we tried that for a year."
WRONG = (
    "Last spring I planned a night twice and one ward stood empty. I called people in, and since then two of us check."
)
YOURS = "What should be different in six months, and who would I plan the shifts with?"


@pytest.fixture
def talk(db: None) -> Rehearsal:
    return Rehearsal.objects.get(slug="interview-questions")


def test_six_are_shipped_in_both_languages() -> None:
    scripts = shipped_scripts()
    assert len(scripts) >= 6
    for script in scripts.values():
        for turn in script["turns"]:
            assert (detect(turn["says_en"]), detect(turn["says_zh"])) == ("en", "zh")
            kinds = {branch["when"] for branch in turn["branches"] if not branch["examples_en"]}
            assert kinds >= {"earnest", "not_earnest"}, "every reply is taken by a branch"
            assert all(branch["feedback_en"] and branch["feedback_zh"] for branch in turn["branches"])


def test_each_can_be_finished(db: None) -> None:
    for rehearsal in Rehearsal.objects.all():
        assert RehearsalBranch.objects.filter(turn__rehearsal=rehearsal, leads_to=None).exists()


def test_a_conversation_from_its_beginning_to_its_end(ana: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    assert "Why would you like to work with us" in client.get(TALK).content.decode()
    client.post(f"{TALK}reply/", {"step": "0", "text": "You are a great company."})
    page = client.get(TALK).content.decode()
    assert "That could be said to any company" in page
    assert page.count("Why would you like to work with us") == 2, "she asks again"
    client.post(f"{TALK}reply/", {"step": "1", "text": WHY})
    assert "It answers what was asked" in client.get(TALK).content.decode()
    client.post(f"{TALK}reply/", {"step": "2", "text": WRONG})
    client.post(f"{TALK}reply/", {"step": "3", "text": YOURS})
    page = client.get(TALK).content.decode()
    assert "3 of 4 replies answered" in page
    assert "rehearsal-text" not in page
    assert "Finished once" in client.get("/help/rehearsals/").content.decode()
    client.post(f"{TALK}begin/")
    assert PracticeLine.objects.count() == 0
    assert Practice.objects.get().times_finished == 1


def test_what_says_nothing_is_no_answer(ana: User, talk: Rehearsal) -> None:
    practice = begin(rehearsal=talk, person=ana)
    for step, text in enumerate(["ok", "好的", "👌"]):
        assert reply(practice=practice, step=step, text=text).is_earnest is False
    practice.refresh_from_db()
    assert practice.turn is not None
    assert practice.turn.position == 1


def test_saying_the_same_again_is_no_answer(talk: Rehearsal) -> None:
    turn = talk.turns.get(position=1)
    first = judge(asked=turn.says_en, said=WHY, before=[], branches=list(turn.branches.all()))
    again = judge(asked=turn.says_en, said=WHY, before=[WHY], branches=list(turn.branches.all()))
    assert (first.is_earnest, again.is_earnest) == (True, False)


def test_it_goes_in_chinese(ana: User, talk: Rehearsal) -> None:
    practice = begin(rehearsal=talk, person=ana)
    line = reply(practice=practice, step=0, text="因为你们写护士可以自己排班，我在病区试过一年，效果很好。")
    assert line.is_earnest
    practice.refresh_from_db()
    assert practice.turn is not None
    assert practice.turn.position == 2


def test_a_reply_sent_twice_counts_once(ana: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    client.post(f"{TALK}reply/", {"step": "0", "text": WHY})
    response = client.post(f"{TALK}reply/", {"step": "0", "text": WHY})
    assert response.status_code == 409
    assert "has gone on since" in response.content.decode()
    assert PracticeLine.objects.count() == 1


def test_what_went_on_while_it_was_judged_is_kept(ana: User, talk: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = begin(rehearsal=talk, person=ana)

    def judged_slowly(**what: Any) -> Verdict:
        monkeypatch.setattr(services, "judge", judge)
        reply(practice=practice, step=0, text="ok")
        return judge(**what)

    monkeypatch.setattr(services, "judge", judged_slowly)
    with pytest.raises(PracticeMovedOn):
        reply(practice=practice, step=0, text=WHY)
    assert [line.said for line in PracticeLine.objects.all()] == ["ok"]


@pytest.mark.parametrize(("text", "status"), [("", 422), ("   ", 422), ("a\x00b", 422), ("x" * 1001, 422)])
def test_what_cannot_be_said_stays_in_the_box(
    ana: User, sign_in: Callable[[User], Client], text: str, status: int
) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    response = client.post(f"{TALK}reply/", {"step": "0", "text": text})
    assert response.status_code == status
    assert not PracticeLine.objects.exists()
    if len(text) > 1000:
        assert text in response.content.decode()


@pytest.mark.parametrize("step", ["", "x", "-1", "9" * 30, "7"])
def test_a_step_that_is_none_changes_nothing(ana: User, sign_in: Callable[[User], Client], step: str) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    assert client.post(f"{TALK}reply/", {"step": step, "text": WHY}).status_code == 409
    assert not PracticeLine.objects.exists()


def test_markup_stays_text(ana: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    client.post(f"{TALK}reply/", {"step": "0", "text": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(TALK).content.decode()


def test_nobody_reads_along(ana: User, olga: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    client.post(f"{TALK}reply/", {"step": "0", "text": WHY})
    assert "nurses" not in sign_in(olga).get(TALK).content.decode()
    assert sign_in(olga).post(f"{TALK}reply/", {"step": "1", "text": WHY}).status_code == 404
    assert Client().get(TALK).status_code == 302


def test_drafts_are_nobodys(ana: User, sign_in: Callable[[User], Client]) -> None:
    Rehearsal.objects.update(is_published=False)
    client = sign_in(ana)
    for path in ("", "begin/", "reply/"):
        assert client.post(f"{TALK}{path}").status_code in (404, 405)
    assert client.get(TALK).status_code == 404


def test_programs_rehearse_too(ana: User) -> None:
    api = APIClient()
    assert api.get("/api/v1/rehearsals/").status_code == 401
    api.force_authenticate(ana)
    assert {one["audience"] for one in api.get("/api/v1/rehearsals/").json()["results"]} == {"candidate"}
    address = "/api/v1/rehearsals/interview-questions/"
    assert api.get(address).json()["begun"] is False
    stage = api.post(f"{address}begin/").json()
    assert (stage["step"], stage["waiting"][:3]) == (0, "Tha")
    stage = api.post(f"{address}reply/", {"step": 0, "text": WHY}).json()
    assert [line["earnest"] for line in stage["lines"]] == [True]
    assert stage["lines"][0]["feedback"]
    refused = api.post(f"{address}reply/", {"step": 0, "text": WHY})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "practice_moved_on")
    assert api.post(f"{address}reply/", {"step": 1}).status_code == 400


@pytest.fixture
def endpoint(settings: Any) -> Iterator[FakeEndpoint]:
    with connected_endpoint(settings) as fake:
        yield fake


def test_with_an_endpoint_the_counterpart_takes_up_what_was_said(
    ana: User, endpoint: FakeEndpoint, sign_in: Callable[[User], Client]
) -> None:
    endpoint.say = lambda text: f"Night shifts, I see. {text.partition('Script:')[2].strip()}"
    client = sign_in(ana)
    client.post(f"{TALK}begin/")
    client.post(f"{TALK}reply/", {"step": "0", "text": f"{WHY} I'm Ana, 13812345678."})
    assert "Night shifts, I see." in client.get(TALK).content.decode()
    assert "13812345678" not in str(endpoint.asked)
    client.post(f"{TALK}reply/", {"step": "1", "text": WRONG})
    assert client.get(TALK).content.decode().count("Night shifts, I see.") == 2, "what was said stays"
    client.post(f"{TALK}begin/")
    assert "Night shifts, I see." not in client.get(TALK).content.decode()


@pytest.mark.parametrize(
    "says",
    [
        "",
        "Buy now at evil.example",
        "我们改用中文谈吧，你怎么看这件事？",
        "The weather is nice in Lisbon today.",
        "Yes. " * 400,
    ],
)
def test_what_is_not_the_script_in_other_words_is_the_script(
    says: str, ana: User, talk: Rehearsal, endpoint: FakeEndpoint
) -> None:
    endpoint.say = lambda text: says
    practice = begin(rehearsal=talk, person=ana)
    reply(practice=practice, step=0, text=WHY)
    assert endpoint.asked
    endpoint.status = 500
    reply(practice=practice, step=1, text=WRONG)
    practice.refresh_from_db()
    assert (practice.says, practice.lines.exclude(asked="").count()) == ("", 0)
    assert practice.turn == talk.turns.get(position=3)


def test_what_was_said_goes_with_the_account(ana: User, talk: Rehearsal) -> None:
    practice = begin(rehearsal=talk, person=ana)
    reply(practice=practice, step=0, text=WHY)
    for owner in owners():
        if owner.key == "help":
            owner.erase(ana)
    assert not PracticeLine.objects.exists()


def test_a_release_renews_what_nobody_edited(talk: Rehearsal) -> None:
    assert load_rehearsals() == 0
    branch = RehearsalBranch.objects.filter(turn__rehearsal=talk).first()
    assert branch is not None
    branch.feedback_en = "Ours"
    branch.save()
    assert load_rehearsals() == 0
    assert "Ours" in str(script_of(talk))


def test_content_edits_branches_in_the_console(sign_in: Callable[[User], Client], talk: Rehearsal) -> None:
    operator = OperatorFactory(name="Callum")
    operator.groups.add(Group.objects.get(name="content"))
    client = sign_in(operator)
    assert "Three questions" in client.get("/admin/education/rehearsal/").content.decode()
    assert client.get(f"/admin/education/rehearsal/{talk.pk}/change/").status_code == 200
    turn = talk.turns.get(position=3)
    page = client.get(f"/admin/education/rehearsalturn/{turn.pk}/change/").content.decode()
    elsewhere = RehearsalTurn.objects.exclude(rehearsal=talk)[0]
    assert f'<option value="{elsewhere.pk}"' not in page, "a branch leads to a turn of its own rehearsal"
    branches = list(turn.branches.all())
    form: dict[str, object] = {"position": 3, "says_en": "Your turn?", "says_zh": turn.says_zh}
    form |= {"branches-TOTAL_FORMS": len(branches), "branches-INITIAL_FORMS": len(branches)}
    for place, branch in enumerate(branches):
        for name in ("id", "position", "when", "examples_en", "examples_zh", "feedback_en", "feedback_zh"):
            form[f"branches-{place}-{name}"] = getattr(branch, name)
        form[f"branches-{place}-turn"] = turn.pk
        form[f"branches-{place}-leads_to"] = turn.pk
    assert client.post(f"/admin/education/rehearsalturn/{turn.pk}/change/", form).status_code == 302
    turn.refresh_from_db()
    assert turn.says_en == "Your turn?"
    assert set(turn.branches.values_list("leads_to", flat=True)) == {turn.pk}
