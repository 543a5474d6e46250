"""What a company's people keep about a candidate: for each other, for nobody else."""

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.privacy.registry import owners
from apps.chat.models import CandidateNote, CandidateRecord, CandidateTag, Conversation
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


def url(candidate: User, part: str = "record") -> str:
    return f"/api/v1/candidates/{candidate.pk}/{part}/"


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


def exported(person: User) -> dict[str, list]:
    return {
        name: list(rows)
        for owner in owners()
        if owner.key == "candidate_records"
        for name, rows in owner.export(person).items()
    }


def test_a_note_is_read_by_the_whole_company(
    conversation: Conversation, ana: User, ben: User, colleague: User, sign_in
):
    answer = sign_in(ben).post(url(ana, "notes"), {"text": "Knows our stack."}, content_type=JSON)
    assert answer.status_code == 201
    (note,) = sign_in(colleague).get(url(ana)).json()["notes"]
    assert (note["text"], note["author_name"]) == ("Knows our stack.", "Ben")


def test_neither_the_candidate_nor_another_company_finds_a_record(
    conversation: Conversation, ana: User, ben: User, olga: User, sign_in
):
    sign_in(ben).post(url(ana, "notes"), {"text": "Knows our stack."}, content_type=JSON)
    for stranger in (ana, olga):
        browser = sign_in(stranger)
        assert browser.get(url(ana)).status_code == 404
        assert browser.post(url(ana, "notes"), {"text": "x"}, content_type=JSON).status_code == 404
        assert browser.get(reverse("chat:candidate_record", args=[ana.pk])).status_code == 404
        assert browser.post(reverse("chat:candidate_record", args=[ana.pk]), {"do": "note"}).status_code == 404
    page = sign_in(ana).get(reverse("chat:conversation", args=[conversation.pk])).text
    assert "For your company only" not in page
    assert "/inbox/candidates/" not in page


def test_a_candidate_who_never_wrote_to_the_company_has_no_record_there(ana: User, ben: User, sign_in):
    assert sign_in(ben).get(url(ana)).status_code == 404


def test_only_its_author_deletes_a_note(conversation: Conversation, ana: User, ben: User, colleague: User, sign_in):
    note = sign_in(ben).post(url(ana, "notes"), {"text": "Call back."}, content_type=JSON).json()["notes"][0]["id"]
    assert sign_in(colleague).delete(url(ana, f"notes/{note}")).status_code == 404
    assert sign_in(ben).delete(url(ana, f"notes/{note}")).status_code == 204
    assert not CandidateNote.objects.exists()


def test_a_tag_is_one_whatever_its_case_and_gone_with_its_last_candidate(
    conversation: Conversation, ana: User, ben: User, colleague: User, sign_in
):
    browser = sign_in(ben)
    browser.post(url(ana, "tags"), {"name": "Night  shift"}, content_type=JSON)
    tags = sign_in(colleague).post(url(ana, "tags"), {"name": "night shift"}, content_type=JSON).json()["tags"]
    assert [tag["name"] for tag in tags] == ["Night shift"]
    assert browser.delete(url(ana, f"tags/{tags[0]['id']}")).status_code == 204
    assert not CandidateTag.objects.exists()


def test_the_inbox_is_read_by_tag(conversation: Conversation, ana: User, ben: User, olga: User, sign_in):
    browser = sign_in(ben)
    browser.post(url(ana, "tags"), {"name": "Golang"}, content_type=JSON)
    tag = CandidateTag.objects.get().pk
    line = f'data-line="{conversation.pk}"'
    assert line in browser.get(reverse("chat:inbox"), {"tag": tag}).text
    assert line not in browser.get(reverse("chat:inbox"), {"tag": tag + 1}).text
    assert browser.get("/api/v1/conversations/", {"tag": tag}).json()["count"] == 1
    assert browser.get("/api/v1/inbox/counts/").json()["tags"] == [{"id": tag, "name": "Golang", "people": 1}]
    assert "1 candidate" in browser.get(reverse("chat:inbox_filters")).text
    strangers = sign_in(olga)
    assert "Golang" not in strangers.get(reverse("chat:inbox"), {"tag": tag}).text.split("<main")[1]
    assert strangers.get("/api/v1/inbox/counts/").json()["tags"] == []


def test_where_a_candidate_stands_is_set_in_the_page(conversation: Conversation, ana: User, ben: User, sign_in):
    page = reverse("chat:candidate_record", args=[ana.pk])
    html = sign_in(ben).post(page, {"do": "standing", "standing": "shortlisted"}).text
    assert '<option value="shortlisted" selected>' in html
    conversation.refresh_from_db()
    assert conversation.stage == "greeting", "the stage that both see is another matter"


def test_what_was_typed_is_still_there_when_it_is_refused(conversation: Conversation, ana: User, ben: User, sign_in):
    answer = sign_in(ben).post(reverse("chat:candidate_record", args=[ana.pk]), {"do": "tag", "tag": "x" * 31})
    assert answer.status_code == 422
    assert "That is too long." in answer.text
    assert "x" * 31 in answer.text


def test_who_asks_for_their_data_gets_what_was_noted_about_them_without_its_author(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    browser = sign_in(ben)
    browser.post(url(ana, "notes"), {"text": "Asks for 30k."}, content_type=JSON)
    browser.post(url(ana, "tags"), {"name": "Golang"}, content_type=JSON)
    held = exported(ana)
    assert held["notes_by_companies"][0]["text"] == "Asks for 30k."
    assert held["tags_by_companies"] == [{"company__name": "Harbour Labs", "tags__name": "Golang"}]
    assert "Ben" not in str(held)
    assert exported(ben)["notes_written"][0]["text"] == "Asks for 30k."


def test_an_erased_candidate_leaves_no_record(conversation: Conversation, ana: User, ben: User, sign_in):
    sign_in(ben).post(url(ana, "notes"), {"text": "Asks for 30k."}, content_type=JSON)
    next(owner for owner in owners() if owner.key == "candidate_records").erase(ana)
    assert not CandidateRecord.objects.exists()
    assert not CandidateNote.objects.exists()
