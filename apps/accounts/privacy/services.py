"""The two rights that everybody has over their data: a copy of it, and its end."""

import json
import logging
import tempfile
import zipfile
from datetime import datetime, timedelta
from typing import IO

from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.attempts.limits import ONE_ACCOUNT, begin_attempt, forgive
from apps.accounts.people.models import User
from apps.accounts.people.moderation import reactivate, shut
from apps.accounts.privacy.events import DataExportReady, DataExportRequested
from apps.accounts.privacy.models import AccountClosure, DataExport
from apps.accounts.privacy.registry import Rows, owners
from apps.accounts.sessions.services import end_other_sign_ins
from apps.errors import Conflict, InvalidInput, NotAllowed, RateLimited
from apps.events.long_work import TakenOver
from apps.events.services import publish

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
EXPORTS_PER_DAY = 3
ROWS_A_SIGN = 5_000
"""After so many a worker says that it is alive."""
GRACE = timedelta(days=14)
"""How long whoever closed their account may come back."""


class ExportUnderWay(Conflict):
    code = "export_under_way"
    message = gettext_lazy("We're already putting your data together. You'll be told when it's ready.")


class WrongPassword(InvalidInput):
    code = "wrong_password"
    message = gettext_lazy("That isn't your password. Nothing was deleted.")


class LastSuperuser(NotAllowed):
    code = "last_superuser"
    message = gettext_lazy(
        "You're the only one who may do everything in the console. Give somebody else that right first."
    )


@transaction.atomic
def request_export(*, person: User, now: datetime | None = None) -> DataExport:
    """Asks for a copy of everything; a worker makes it. Raises ExportUnderWay, or RateLimited above three a day."""
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=person.pk)
    if DataExport.objects.filter(person=person, requested_at__gt=now - timedelta(days=1)).count() >= EXPORTS_PER_DAY:
        raise RateLimited(retry_after=3600)
    try:
        with transaction.atomic():
            export = DataExport.objects.create(person=person)
    except IntegrityError as error:
        raise ExportUnderWay from error
    publish(DataExportRequested(export=export.pk))
    return export


def make_export(*, export_id: int, now: datetime) -> None:
    """Writes the archive: a JSON file for each list of rows, and the files as they were uploaded. Whoever comes second
    finds it made, or being made."""
    export = DataExport.objects.claim(export_id, now=now)
    if export is None:
        return
    try:
        with tempfile.TemporaryFile() as archive:
            with translation.override(export.person.language):
                _write(archive, export, now)
            archive.seek(0)
            _keep(export, File(archive))
    except TakenOver:
        return
    except Exception:  # whatever one app's part fails with, the person is told instead of waiting for ever
        logger.exception("Export %s failed.", export_id)
        export.mine().update(failed_at=timezone.now())


def _write(archive: IO[bytes], export: DataExport, now: datetime) -> None:
    person = export.person
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        contents = [_("Everything that Rapport holds of you, as of %(when)s.") % {"when": now.isoformat()}, ""]
        for owner in owners():
            contents.append(f"{owner.key}/  {owner.title}")
            for name, found in owner.export(person).items():
                with packed.open(f"{owner.key}/{name}.json", "w") as file:
                    _write_rows(file, found, export)
            for path, content in owner.files(person):
                with content, packed.open(f"{owner.key}/files/{path}", "w") as file:
                    for chunk in content.chunks():
                        file.write(chunk)
                export.go_on()
        packed.writestr("README.txt", "\n".join(contents) + "\n")


def _write_rows(file: IO[bytes], found: Rows, export: DataExport) -> None:
    file.write(b"[")
    for number, row in enumerate(found):
        if number % ROWS_A_SIGN == 0:
            export.go_on()
        text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        file.write(f"{',' if number else ''}\n{text}".encode())
    file.write(b"\n]\n")


def _keep(export: DataExport, archive: File) -> None:
    with transaction.atomic():
        kept, now = export.mine().select_for_update().first(), timezone.now()
        if kept is None:
            return
        if not kept.person.is_active:
            # Closed meanwhile: left open, it would be made again and again.
            export.mine().update(failed_at=now)
            return
        # What a worker left that died after writing it, and before it said so.
        name = f"{kept.token}.zip"
        kept.file.storage.delete(f"exports/{name}")
        kept.file.save(name, archive, save=False)
        kept.finished_at, kept.expires_at = now, now + KEPT_FOR
        kept.save(update_fields=["file", "finished_at", "expires_at"])
        publish(DataExportReady(export=kept.pk, person=kept.person_id))


def export_name(export: DataExport) -> str:
    return f"rapport-{slugify(export.person.name) or export.person_id}-{export.requested_at:%Y-%m-%d}.zip"


def forget_expired(*, now: datetime) -> None:
    for export in DataExport.objects.filter(expires_at__lte=now).exclude(file="")[:100]:
        export.file.delete(save=False)
        export.delete()


def close_account(*, person: User, password: str, now: datetime | None = None) -> AccountClosure:
    """Raises as `confirm_password` and `close_confirmed` do."""
    now = now or timezone.now()
    confirm_password(person=person, password=password, now=now)
    return close_confirmed(person=person, now=now)


def confirm_password(*, person: User, password: str, now: datetime) -> None:
    """Whoever signs in without a password (by another service) confirms by being signed in. Wrong ones are counted, as
    who sits at somebody else's session would find out theirs; outside of any transaction, which a refusal undoes.
    Raises WrongPassword, RateLimited."""
    if not person.has_usable_password():
        return
    attempt = begin_attempt(place=f"account {person.pk}", email=person.email, now=now)
    if attempt is None:
        raise RateLimited(retry_after=int(ONE_ACCOUNT[1].total_seconds()))
    if not person.check_password(password):
        raise WrongPassword(field="password")
    forgive(attempt)


@transaction.atomic
def close_confirmed(*, person: User, now: datetime) -> AccountClosure:
    """Closes the account at once, and has everything of it erased when `GRACE` is over; until then they come back by
    signing in. Raises LastSuperuser."""
    person = User.objects.select_for_update().get(pk=person.pk)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise LastSuperuser
    closure, _is_new = AccountClosure.objects.get_or_create(person=person, defaults={"erase_at": now + GRACE})
    shut(person=person)
    end_other_sign_ins(person=person, current_key="")
    return closure


def may_come_back(*, person: User, now: datetime) -> bool:
    """Whether its person closed the account, and signing in opens it again."""
    return not person.is_active and _returnable(person, now).exists()


def _returnable(person: User, now: datetime) -> QuerySet[AccountClosure]:
    return AccountClosure.objects.filter(person=person, erased_at=None, erase_at__gt=now, may_return=True)


@transaction.atomic
def come_back(*, person: User, now: datetime) -> bool:
    """Opens an account again that its person had closed, before it was erased; False when that isn't so."""
    if person.is_active:
        return False
    person = User.objects.select_for_update().get(pk=person.pk)
    if not _returnable(person, now).delete()[0]:
        return False
    reactivate(person=person)
    return True


def forbid_return(*, person_id: int) -> None:
    AccountClosure.objects.filter(person_id=person_id, erased_at=None).update(may_return=False)


def allow_return(*, person_id: int) -> None:
    """Nothing but their own wish keeps them out any more."""
    AccountClosure.objects.filter(person_id=person_id, erased_at=None).update(may_return=True)


def erase_due(*, now: datetime) -> None:
    due = AccountClosure.objects.filter(erased_at=None, erase_at__lte=now).order_by("erase_at")
    for person_id in due.values_list("person_id", flat=True)[:20]:
        erase_account(person_id=person_id, now=now)


def erase_account(*, person_id: int, now: datetime) -> None:
    """Has every app erase what it holds of a person whose account is closed, once that is due. Each part commits by
    itself and may run again: what was cut short is taken up by the sweep. Whose account an operator opened again
    stays."""
    with transaction.atomic():
        # Who comes back holds the same row: it is one or the other.
        person = User.objects.select_for_update().get(pk=person_id)
        due = AccountClosure.objects.filter(person=person, erased_at=None, erase_at__lte=now)
        if person.is_active:
            due.delete()
        closure = due.select_related("person").first()
    if closure is None:
        return
    for owner in reversed(owners()):
        owner.erase(closure.person)
    AccountClosure.objects.filter(pk=closure.pk).update(erased_at=now)
