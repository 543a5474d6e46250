"""A copy of one's data for everybody, and an end of one's account that leaves nothing behind."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone, translation

from apps.accounts.models import AccountClosure, Consent, DataExport, LegalText, User
from apps.accounts.people.moderation import deactivate, reactivate
from apps.accounts.privacy import services
from apps.accounts.privacy.registry import owners
from apps.chat.greeting.services import greet
from apps.chat.links.models import LinkPage, LinkPreview
from apps.chat.messages.services import react, recall_message
from apps.chat.models import Attachment, AwayReply, CandidateNote, CandidateRecord, Message, Participant, Preset
from apps.chat.sending.services import send_message
from apps.chat.translation.models import Translation
from apps.education.models import Question
from apps.events.long_work import MOST_STARTS, SILENT_FOR
from apps.feedback.models import ConversationRating, Ticket
from apps.feedback.tickets.services import open_ticket
from apps.matching.models import Job, JobStatus, Resume
from apps.ui.templatetags.ui import day
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import PASSWORD, CandidateFactory, OperatorFactory

CANARY = "kanarie"


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def job(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben)


@pytest.fixture
def busy(ana: User, ben: User, job: Job, drain) -> User:
    """Ana, who left her word everywhere."""
    ana.name, ana.headline, ana.email = f"Ana {CANARY}", f"{CANARY} headline", f"{CANARY}@rapport.example"
    ana.save()
    ana.avatar.save(f"{CANARY}.jpg", ContentFile(b"picture"))
    resume = ResumeFactory(owner=ana, title=f"{CANARY} engineer", text=f"{CANARY} text", person_name=ana.name)
    resume.file.save(f"{CANARY}.pdf", ContentFile(b"%PDF"))
    conversation = greet(
        sender=ana, job=job, candidate=ana, body=f"Hello, my {CANARY} is ready. Any time?", client_id=uuid4()
    ).pk
    sent = send_message(
        sender=ana, conversation_id=conversation, body=f"I forgot the {CANARY} and its colour", client_id=uuid4()
    )
    recalled = send_message(sender=ana, conversation_id=conversation, body=f"No {CANARY} at all", client_id=uuid4())
    recall_message(by=ana, message_id=recalled.id)
    react(by=ana, message_id=sent.id, emoji="🐤", on=True)
    page = LinkPage.objects.create(digest="1", url=f"https://{CANARY}.example", title=CANARY, until=timezone.now())
    LinkPreview.objects.create(message_id=sent.id, url=page.url, page=page)
    Translation.objects.create(
        message_id=sent.id, language="zh-hans", text=f"{CANARY} 忘了", state="done", asked_at=timezone.now()
    )
    Participant.objects.filter(user=ana).update(draft=f"{CANARY} draft")
    Attachment.objects.create(
        conversation_id=conversation, uploader=ana, name=f"{CANARY}.png", content_type="image/png", size=3, width=1,
        height=1, file=ContentFile(b"png", name=f"{CANARY}.png"),
    )  # fmt: skip
    AwayReply.objects.create(person=ana, text=f"{CANARY} is away")
    record = CandidateRecord.objects.create(company=ben.company, candidate=ana)
    CandidateNote.objects.create(record=record, author=ben, text=f"Speaks of a {CANARY}")
    Preset.objects.create(owner=ana, scope="personal", title_en=CANARY, body_en=CANARY)
    open_ticket(reporter=ana, body=f"The {CANARY} is silent in my browser", page=f"/{CANARY}", client_id=uuid4())
    ConversationRating.objects.create(
        conversation_id=conversation,
        rater=ana,
        stars=2,
        comment=f"{CANARY}!",
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )
    Question.objects.create(person=ana, text=f"Where is my {CANARY}?", language="en", outcome="unsure")
    drain()
    return ana


def cells_with(word: str) -> list[str]:
    """Every table and column in which the word stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
            for column, *_ in cursor.description:
                name = connection.ops.quote_name(column)
                place = f"{connection.ops.quote_name(table)} WHERE lower(CAST({name} AS text)) LIKE %s"
                cursor.execute(f"SELECT count(*) FROM {place}", [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}")
    return found


def files_with(word: str) -> list[str]:
    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and word in path.name]


def test_after_the_end_no_table_and_no_file_holds_a_word_of_hers(busy: User, drain) -> None:
    assert len(cells_with(CANARY)) > 12
    services.request_export(person=busy)
    drain()
    services.make_export(export_id=DataExport.objects.get().pk, now=timezone.now())
    services.close_account(person=busy, password=PASSWORD)
    drain()
    services.erase_account(person_id=busy.pk, now=timezone.now() + services.GRACE)
    assert cells_with(CANARY) == []
    assert files_with(CANARY) == []
    assert AccountClosure.objects.get().erased_at
    services.erase_account(person_id=busy.pk, now=timezone.now() + services.GRACE)


def test_others_see_that_something_was_said_and_no_longer_what(busy: User, ben: User, sign_in, drain) -> None:
    services.close_account(person=busy, password=PASSWORD)
    services.erase_account(person_id=busy.pk, now=timezone.now() + services.GRACE)
    conversation = Participant.objects.filter(user=ben).get().conversation_id
    assert Message.objects.filter(conversation=conversation, sender=busy, recalled_at__isnull=False).count() == 3
    page = sign_in(ben).get(f"/inbox/{conversation}/").content.decode()
    assert CANARY not in page
    assert "Deleted account" in page


def test_the_copy_holds_what_every_owner_registered(busy: User, ana: User, drain) -> None:
    export = services.request_export(person=busy)
    services.make_export(export_id=export.pk, now=timezone.now())
    export.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(default_storage.open(export.file.name).read())) as archive:
        names = archive.namelist()
        for owner in owners():
            assert any(name.startswith(f"{owner.key}/") for name in names), owner.key
        (profile,) = json.loads(archive.read("account/profile.json"))
        messages = json.loads(archive.read("conversations/messages.json"))
        assert profile["email"] == f"{CANARY}@rapport.example"
        assert any("its colour" in message["body"] for message in messages)
        assert archive.read("account/files/picture.jpg") == b"picture"
        for name in names:
            if name.endswith(".json"):
                json.loads(archive.read(name))


def test_every_model_that_names_a_person_has_an_owner_or_a_reason(db: None) -> None:
    """A new table about people must be thought of: in its app's `personal_data.py`, or here."""
    below_accounts = {"api", "exports", "realtime", "uploads"}
    kept_by_number = {
        "accounts.AccountClosure", "auth.Group", "chat.Answer", "chat.Conversation", "chat.InboxPlace",
        "chat.ReportStep", "chat.ScamWarning", "chat.StageProposal",
        "feedback.Classification", "feedback.ClassifierSwitch", "feedback.DuplicateLink",
        "feedback.ImprovementReport", "feedback.TalkSlot", "gamification.AwardEntry", "gamification.Ballot",
        "gamification.CoinAccount", "gamification.CoinTransaction", "gamification.DryRun",
        "gamification.Hold", "gamification.RuleVersion", "matching.ImportRun",
    }  # fmt: skip
    unthought = []
    for model in apps.get_models():
        if model._meta.proxy or not model.__module__.startswith("apps.") or model.__name__.startswith("Historical"):
            continue
        if not any(field.is_relation and field.related_model is User for field in model._meta.fields):
            continue
        label = model._meta.app_label
        app = "accounts" if label in below_accounts else label
        folder = Path(settings.BASE_DIR, "apps", app)
        owners_of_app = [folder / "personal_data.py", *folder.glob("*/privacy.py"), *folder.glob("privacy/services.py")]
        text = "".join(owner.read_text() for owner in owners_of_app if owner.exists())
        if model._meta.label not in kept_by_number and model.__name__ not in text:
            unthought.append(model._meta.label)
    assert unthought == []


def test_nobody_else_downloads_the_copy(ana: User, olga: User, sign_in, client) -> None:
    export = services.request_export(person=ana)
    services.make_export(export_id=export.pk, now=timezone.now())
    address = f"/settings/data/export/{export.token}/"
    assert sign_in(olga).get(address).status_code == 404
    assert client.get(address).status_code == 302
    answer = sign_in(ana).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_copy_is_made_once_however_often_its_task_comes(ana: User, drain) -> None:
    export = services.request_export(person=ana)
    for _again in range(3):
        services.make_export(export_id=export.pk, now=timezone.now())
    assert len(files_with(str(export.token))) == 1
    for _more in range(services.EXPORTS_PER_DAY - 1):
        services.make_export(export_id=services.request_export(person=ana).pk, now=timezone.now())
    with pytest.raises(services.RateLimited):
        services.request_export(person=ana)


def test_a_copy_is_left_to_who_makes_it_and_begun_anew_where_they_died(ana: User) -> None:
    export = services.request_export(person=ana)
    now = timezone.now()
    DataExport.objects.update(requested_at=now - timedelta(hours=1))
    assert DataExport.objects.claim(export.pk, now=now)
    services.make_export(export_id=export.pk, now=now)
    assert DataExport.objects.left_over(now=now) == []
    assert files_with(str(export.token)) == []
    later = now + SILENT_FOR + timedelta(seconds=1)
    assert DataExport.objects.left_over(now=later) == [export.pk]
    services.make_export(export_id=export.pk, now=later)
    assert len(files_with(str(export.token))) == 1


@pytest.mark.parametrize("why", ["workers die over it", "its account was closed"])
def test_a_copy_is_given_up_and_may_be_asked_for_anew(ana: User, why: str) -> None:
    export = services.request_export(person=ana)
    if why == "workers die over it":
        DataExport.objects.update(starts=MOST_STARTS)
    else:
        services.close_account(person=ana, password=PASSWORD)
    services.make_export(export_id=export.pk, now=timezone.now())
    export.refresh_from_db()
    assert (bool(export.failed_at), bool(export.file)) == (True, False)
    services.request_export(person=ana)


def test_a_second_request_waits_for_the_first(ana: User) -> None:
    services.request_export(person=ana)
    with pytest.raises(services.ExportUnderWay):
        services.request_export(person=ana)


def test_the_copy_goes_a_week_after_it_was_made(ana: User) -> None:
    export = services.request_export(person=ana)
    services.make_export(export_id=export.pk, now=timezone.now() - timedelta(days=1))
    for days, is_kept in ((6.5, True), (7, False)):
        services.forget_expired(now=timezone.now() + timedelta(days=days))
        assert DataExport.objects.exists() is is_kept
    assert files_with(str(export.token)) == []


def test_who_asked_is_told_when_it_is_ready(ana: User, sign_in, drain) -> None:
    page = sign_in(ana).post("/settings/data/export/", follow=True).content.decode()
    assert "Being put together" in page
    services.make_export(export_id=DataExport.objects.get().pk, now=timezone.now())
    drain()
    assert "Your data is ready" in sign_in(ana).get("/notifications/").content.decode()
    assert "Download" in sign_in(ana).get("/settings/data/").content.decode()


def test_a_wrong_password_deletes_nothing(ana: User, sign_in) -> None:
    page = sign_in(ana).post("/settings/data/close/", {"password": "wrong", "understood": "on"})
    assert page.status_code == 422
    assert "Nothing was deleted" in page.content.decode()
    ana.refresh_from_db()
    assert ana.is_active


def test_closing_signs_out_everywhere(ana: User, sign_in) -> None:
    here, there = sign_in(ana), sign_in(ana)
    page = here.post("/settings/data/close/", {"password": PASSWORD, "understood": "on"})
    assert "Your account is closed" in page.content.decode()
    assert there.get("/settings/").status_code == 302
    assert sign_in(ana).get("/settings/").status_code == 302


def test_within_the_fourteen_days_nothing_is_erased(busy: User, drain) -> None:
    closure = services.close_account(person=busy, password=PASSWORD)
    drain()
    services.erase_due(now=closure.erase_at - timedelta(minutes=1))
    assert len(cells_with(CANARY)) > 12
    services.erase_due(now=closure.erase_at)
    assert cells_with(CANARY) == []


@pytest.mark.parametrize("door", ["page", "api"])
def test_who_signs_in_again_within_fourteen_days_has_everything_back(busy: User, client, door: str) -> None:
    services.close_account(person=busy, password=PASSWORD, now=timezone.now() - timedelta(days=13))
    if door == "page":
        form = {"login": busy.email, "password": PASSWORD}
        assert "Welcome back" in client.post("/account/login/", form, follow=True).content.decode()
    else:
        signed_in = client.post("/api/v1/auth/token/", {"email": busy.email, "password": PASSWORD}, "application/json")
        assert signed_in.status_code == 201, signed_in.content
        client.defaults["HTTP_AUTHORIZATION"] = f"Token {signed_in.json()['token']}"
    assert client.get("/api/v1/me/").json()["name"] == f"Ana {CANARY}"
    assert not AccountClosure.objects.exists()
    services.erase_due(now=timezone.now() + timedelta(days=30))
    assert len(cells_with(CANARY)) > 12


@pytest.mark.parametrize("reason", ["wrong password", "too late", "put out by an operator", "erased"])
def test_who_may_not_come_back_stays_out(ana: User, client, drain, reason: str) -> None:
    days = 15 if reason in ("too late", "erased") else 1
    services.close_account(person=ana, password=PASSWORD, now=timezone.now() - timedelta(days=days))
    if reason == "put out by an operator":
        deactivate(person=ana)
        drain()
    if reason == "erased":
        services.erase_due(now=timezone.now())
    password = "wrong" if reason == "wrong password" else PASSWORD
    client.post("/account/login/", {"login": ana.email, "password": password})
    assert client.get("/settings/").status_code == 302
    assert not User.objects.get(pk=ana.pk).is_active


def test_an_account_that_an_operator_opened_again_isnt_erased(busy: User) -> None:
    closure = services.close_account(person=busy, password=PASSWORD)
    reactivate(person=busy)
    services.erase_due(now=closure.erase_at)
    assert len(cells_with(CANARY)) > 12
    assert not AccountClosure.objects.exists()


def test_the_page_says_until_when_one_may_come_back(ana: User, sign_in) -> None:
    client = sign_in(ana)
    assert "For 14 days it waits" in client.get("/settings/data/").content.decode()
    page = client.post("/settings/data/close/", {"password": PASSWORD, "understood": "on"}).content.decode()
    with translation.override("en"):
        assert day(AccountClosure.objects.get().erase_at) in page


def test_the_last_superuser_stays(db: None, sign_in) -> None:
    admin = OperatorFactory(is_superuser=True)
    with pytest.raises(services.LastSuperuser):
        services.close_account(person=admin, password=PASSWORD)


def test_jobs_close_when_the_last_of_a_company_leaves(ben: User, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=JobStatus.OPEN)
    services.close_account(person=ben, password=PASSWORD)
    services.erase_account(person_id=ben.pk, now=timezone.now() + services.GRACE)
    job.refresh_from_db()
    assert job.status == JobStatus.CLOSED


def test_the_same_over_the_api(ana: User, olga: User, sign_in) -> None:
    client = sign_in(ana)
    asked = client.post("/api/v1/me/exports/")
    assert (asked.status_code, asked.json()["state"]) == (202, "working")
    services.make_export(export_id=DataExport.objects.get().pk, now=timezone.now())
    (export,) = client.get("/api/v1/me/exports/").json()
    assert export["state"] == "ready"
    assert client.get(export["url"]).status_code == 200
    assert sign_in(olga).get(export["url"]).status_code == 404
    assert client.post("/api/v1/me/close/", {"password": "no"}, content_type="application/json").status_code == 400
    closed = client.post("/api/v1/me/close/", {"password": PASSWORD}, content_type="application/json")
    assert closed.status_code == 200
    assert datetime.fromisoformat(closed.json()["erase_at"]) == AccountClosure.objects.get(person=ana).erase_at


def test_signing_up_records_to_what_one_agreed(client, db: None) -> None:
    page = client.get("/account/signup/").content.decode()
    assert "/legal/terms/" in page
    client.post(
        "/account/signup/",
        {"role": "candidate", "name": "Nina", "email": "nina@rapport.example", "password1": "correct-horse-battery"},
    )
    agreed = Consent.objects.filter(person__email="nina@rapport.example")
    assert set(agreed.values_list("text__kind", "text__number", "source")) == {
        ("terms", 1, "sign_up"),
        ("privacy", 1, "sign_up"),
    }


def test_a_new_version_is_offered_and_the_old_one_stays_as_it_was(ana: User, sign_in) -> None:
    client = sign_in(ana)
    client.post("/settings/data/agree/")
    new = LegalText.objects.create(kind="terms", number=2, body_en="Be kind.", body_zh="友善待人。")
    assert "Be kind" not in client.get("/legal/terms/").content.decode()
    admin = sign_in(OperatorFactory(is_superuser=True))
    admin.post("/admin/accounts/legaltext/", {"action": "publish", "_selected_action": [new.pk]})
    assert "Be kind" in client.get("/legal/terms/").content.decode()
    assert "New versions" in client.get("/settings/data/").content.decode()
    client.post("/settings/data/agree/")
    assert Consent.objects.filter(person=ana).count() == 3
    admin.post(f"/admin/accounts/legaltext/{new.pk}/change/", {"kind": "terms", "body_en": "x", "body_zh": "y"})
    new.refresh_from_db()
    assert new.body_en == "Be kind."


def test_a_stranger_reads_the_texts_and_nothing_else(client, db: None) -> None:
    assert client.get("/legal/privacy/").status_code == 200
    assert client.get("/legal/other/").status_code == 404
    assert client.get("/settings/data/").status_code == 302


def test_candidates_without_a_password_close_by_being_signed_in(db: None) -> None:
    person = CandidateFactory()
    person.set_unusable_password()
    person.save()
    services.close_account(person=person, password="")
    assert not User.objects.get(pk=person.pk).is_active
    assert not Resume.objects.filter(owner=person).exists()
    assert not Ticket.objects.filter(reporter=person).exists()
