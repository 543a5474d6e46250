"""One thing done with many conversations: each by itself, and each refusal said."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.closing.bulk import send_waiting_declines, start_bulk_decline
from apps.chat.closing.selectors import reasons_for
from apps.chat.greeting.services import greet
from apps.chat.models import BulkDecline, CandidateTag, Conversation, Participant
from apps.matching.models import Job
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory, RecruiterFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


@pytest.fixture
def talks(ben: User, job: Job) -> list[Conversation]:
    candidates = [CandidateFactory(name=f"Candidate {number}") for number in range(3)]
    return [greet(sender=one, job=job, candidate=one, body="Is it open?", client_id=uuid4()) for one in candidates]


def ids(talks: list[Conversation]) -> list[int]:
    return [talk.pk for talk in talks]


def test_many_are_archived_and_one_that_is_not_ones_own_is_named(talks, olga: User, ben: User, sign_in):
    stranger = CandidateFactory()
    theirs = greet(
        sender=stranger,
        job=JobFactory(company=olga.company, posted_by=olga),
        candidate=stranger,
        body="Hello there",
        client_id=uuid4(),
    )
    body = {"action": "archive", "conversations": [*ids(talks), theirs.pk]}
    answer = sign_in(ben).post("/api/v1/inbox/bulk/", body, content_type=JSON).json()
    assert answer["done"] == ids(talks)
    assert [(one["conversation"], one["code"]) for one in answer["refused"]] == [(theirs.pk, "not_found")]
    assert Participant.objects.filter(user=ben, archived_at__isnull=False).count() == 3
    assert not Participant.objects.filter(conversation=theirs, archived_at__isnull=False).exists()


def test_many_are_tagged(talks, ben: User, sign_in):
    body = {"action": "tag", "conversations": ids(talks), "tag": "Night shift"}
    assert sign_in(ben).post("/api/v1/inbox/bulk/", body, content_type=JSON).json()["refused"] == []
    assert CandidateTag.objects.get().records.count() == 3


def test_many_are_handed_over_with_one_sentence(talks, ben: User, colleague: User, sign_in):
    form = {"c": ids(talks), "to": colleague.pk, "words": "Cleo knows the team."}
    answer = sign_in(ben).post(reverse("chat:bulk", args=["hand-over"]), form)
    assert "Done in 3 conversations." in answer.text
    assert answer.headers["HX-Trigger"] == "rapport:selected-done"
    assert set(Conversation.objects.values_list("recruiter", flat=True)) == {colleague.pk}
    page = sign_in(talks[0].candidate).get(reverse("chat:conversation", args=[talks[0].pk])).text
    assert "Cleo knows the team." in page


def test_what_refuses_holds_up_no_other_and_says_why(talks, ana: User, ben: User, sign_in):
    """A person of no company can't be told apart by a tag: Ana's own list has no candidates to tag."""
    own = ids(talks)[:1]
    answer = sign_in(talks[0].candidate).post(
        "/api/v1/inbox/bulk/", {"action": "tag", "conversations": own, "tag": "x"}, content_type=JSON
    )
    assert answer.json()["done"] == []
    assert answer.json()["refused"][0]["code"] == "not_found"
    assert not CandidateTag.objects.exists()


def test_the_sheet_asks_before_and_keeps_what_was_typed_when_it_refuses(talks, ben: User, olga: User, sign_in):
    browser = sign_in(ben)
    url = reverse("chat:bulk", args=["hand-over"])
    assert "3 conversations selected" in browser.get(url, {"c": ids(talks)}).text
    refused = browser.post(url, {"c": ids(talks), "to": olga.pk, "words": "Olga will answer."})
    assert refused.status_code == 422
    assert "Olga will answer." in refused.text
    assert set(Conversation.objects.values_list("recruiter", flat=True)) == {ben.pk}


def test_nobody_touches_what_is_all_anothers(talks, olga: User, sign_in):
    browser = sign_in(olga)
    body = {"action": "archive", "conversations": ids(talks)}
    assert browser.post("/api/v1/inbox/bulk/", body, content_type=JSON).status_code == 404
    assert browser.get(reverse("chat:decline_many"), {"c": ids(talks)}).status_code == 404
    assert browser.post(reverse("chat:bulk", args=["archive"]), {"c": ids(talks)}).status_code == 404


def test_many_are_declined_each_in_words_that_were_looked_over(talks, ben: User, sign_in):
    browser = sign_in(ben)
    url = reverse("chat:decline_many")
    reason = reasons_for("company")[0].key
    sheet = browser.get(url, {"c": ids(talks), "reason": reason}).text
    assert "Candidate 0" in sheet
    assert "nothing is sent yet" in sheet
    assert Conversation.objects.filter(stage="closed").count() == 0
    form = {"c": ids(talks), "reason": reason, "request_id": str(uuid4())}
    form |= {f"text-{talk.pk}": f"Dear {talk.candidate.name}, we chose somebody else." for talk in talks[:2]}
    for _twice in range(2):
        answer = browser.post(url, form)
        assert "of 2 sent" in answer.text
    send_waiting_declines()
    run = BulkDecline.objects.get()
    assert "2 of 2 sent." in browser.get(reverse("chat:declined_many", args=[run.pk])).text
    closed = set(Conversation.objects.filter(stage="closed"))
    assert closed == set(talks[:2]), "who was taken off the list is left alone"
    page = sign_in(talks[0].candidate).get(reverse("chat:conversation", args=[talks[0].pk])).text
    assert "Dear Candidate 0, we chose somebody else." in page
    assert "Dear Candidate 1" not in page


def test_a_decline_without_words_is_refused_and_the_others_stay_written(talks, ben: User, sign_in):
    form = {"c": ids(talks), "reason": "", "request_id": str(uuid4())}
    form |= {f"text-{talks[0].pk}": "We chose somebody else.", f"text-{talks[1].pk}": " "}
    refused = sign_in(ben).post(reverse("chat:decline_many"), form)
    assert refused.status_code == 422
    assert "We chose somebody else." in refused.text
    assert not BulkDecline.objects.exists()


def test_how_it_went_is_read_by_who_declined_alone(talks, ben: User, olga: User, sign_in):
    run = start_bulk_decline(by=ben, texts={talks[0].pk: "We chose somebody else."}, request_id=uuid4())
    assert sign_in(olga).get(reverse("chat:declined_many", args=[run.pk])).status_code == 404


def test_no_more_than_a_hundred_at_once(ben: User, sign_in):
    body = {"action": "archive", "conversations": list(range(1, 102))}
    assert sign_in(ben).post("/api/v1/inbox/bulk/", body, content_type=JSON).status_code == 400


def test_one_goes_somewhere_by_name(talks, ben: User, olga: User, sign_in):
    found = sign_in(ben).get(reverse("chat:search_found"), {"q": "candidate 1"}).text
    assert f"/inbox/{talks[1].pk}/" in found
    assert f"/inbox/{talks[0].pk}/" not in found
    assert "/inbox/" not in sign_in(olga).get(reverse("chat:search_found"), {"q": "candidate"}).text
    assert "Nothing found" in sign_in(ben).get(reverse("chat:search_found"), {"q": "zzz"}).text


def test_the_list_of_keys_names_each(ben: User, sign_in):
    text = sign_in(ben).get(reverse("chat:keys")).text
    for key in ("j", "k", "Enter", "e", "s", "x", "/", "?", "K"):
        assert f"<kbd>{key}</kbd>" in text
