from collections.abc import Iterator, Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import get_token_model

from apps.accounts.companies.models import Invitation, JoinRequest
from apps.accounts.consent.models import Consent
from apps.accounts.people.models import Block, User
from apps.accounts.privacy.models import DataExport
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.accounts.segments.models import SegmentMember, Trait
from apps.accounts.sessions.services import end_other_sign_ins
from apps.api.models import IdempotentRequest
from apps.exports.models import ListExport
from apps.exports.services import forget_files
from apps.realtime.models import OpenSocket, Presence, SocketTicket
from apps.uploads.models import UploadTally

ERASED_NAME = "Deleted account · 已注销账号"
"""In both languages: pages and frames show the stored name as it is."""

PROFILE = (
    "id", "email", "name", "role", "company__name", "headline", "language", "time_zone", "send_read_receipts",
    "is_invisible", "share_reply_window", "email_notifications", "online_hints", "quiet_from", "quiet_until",
    "date_joined", "last_login",
)  # fmt: skip


def export(person: User) -> Mapping[str, Rows]:
    return {
        "profile": rows(User.objects.filter(pk=person.pk), *PROFILE),
        "addresses": rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "sign_ins": rows(UserSession.objects.filter(user=person), "ip", "user_agent", "created_at", "last_seen_at"),
        "sign_ins_elsewhere": rows(
            SocialAccount.objects.filter(user=person), "provider", "uid", "extra_data", "date_joined", "last_login"
        ),
        "two_step_sign_in": rows(Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"),
        "requests_to_join": rows(
            JoinRequest.objects.filter(person=person), "company__name", "state", "created_at", "decided_at"
        ),
        "invitations": rows(Invitation.objects.filter(invited_by=person), "company__name", "created_at", "used_at"),
        "blocked_people": rows(Block.objects.filter(blocker=person), "blocked__name", "created_at"),
        "segments": rows(SegmentMember.objects.filter(person=person), "segment__name_en", "segment__name_zh", "since"),
        "traits": rows(Trait.objects.filter(person=person), "key", "value", "source", "until", "updated_at"),
        "consents": rows(
            Consent.objects.filter(person=person), "text__kind", "text__number", "source", "given_at", "withdrawn_at"
        ),
        "exported_lists": rows(
            ListExport.objects.filter(requested_by=person), "model", "reason", "rows", "requested_at", "finished_at"
        ),
        "changes": rows(
            User.history.filter(id=person.pk), "history_date", "history_change_reason", "email", "name", "headline"
        ),
    }


def files(person: User) -> Iterator[tuple[str, File]]:
    if person.avatar:
        yield "picture.jpg", person.avatar.open()


def erase(person: User) -> None:
    """What is left is a row without a name: what others wrote to this person stays theirs."""
    if person.avatar:
        person.avatar.delete(save=False)
    with transaction.atomic():
        _erase_rows(person)
        User.objects.filter(pk=person.pk).update(
            email=f"erased-{person.pk}@erased.invalid",
            name=ERASED_NAME,
            headline="",
            avatar="",
            company=None,
            password="!",
            time_zone="UTC",
            is_invisible=True,
            share_reply_window=False,
            email_notifications=False,
            is_staff=False,
            is_superuser=False,
            is_active=False,
            last_login=None,
        )
        person.groups.clear()
        User.history.filter(id=person.pk).update(
            email="", name="", headline="", avatar="", history_change_reason="", company=None
        )
    forget_files()


def _erase_rows(person: User) -> None:
    for data_export in DataExport.objects.filter(person=person):
        data_export.file.delete(save=False)
    for list_export in ListExport.objects.filter(requested_by=person):
        list_export.file.delete(save=False)
    end_other_sign_ins(person=person, current_key="")
    EmailAddress.objects.filter(user=person).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    owned: tuple[tuple[type[Model], str], ...] = (
        (DataExport, "person"),
        (ListExport, "requested_by"),
        (Trait, "person"),
        (Block, "blocker"),
        (JoinRequest, "person"),
        (Invitation, "invited_by"),
        (IdempotentRequest, "person"),
        (Presence, "user"),
        (UploadTally, "person"),
        (SocketTicket, "user"),
        (OpenSocket, "user"),
        (get_token_model(), "user"),
        (Authenticator, "user"),
        (SocialAccount, "user"),
    )
    for model, column in owned:
        model._default_manager.filter(**{column: person}).delete()
    LogEntry.objects.filter(user=person).update(object_repr="", change_message="")
    content_type = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=content_type, object_id=str(person.pk)).update(
        object_repr="", change_message=""
    )


register(PersonalData("account", _("Your account"), 0, export, erase, files))
