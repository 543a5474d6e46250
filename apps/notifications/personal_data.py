from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.notifications.models import (
    CareShown,
    DigestChoice,
    DueItem,
    InboundMail,
    MailStop,
    Notification,
    NotificationPreference,
    OtherAddress,
    PushSubscription,
)


def export(person: User) -> Mapping[str, Rows]:
    mine = Notification.objects.filter(person=person)
    planned = DueItem.objects.filter(person=person)
    browsers = PushSubscription.objects.filter(person=person)
    written = InboundMail.objects.filter(person=person)
    return {
        "notifications": rows(mine, "kind", "channel", "facts", "url", "created_at", "sent_at", "read_at"),
        "choices": rows(NotificationPreference.objects.filter(person=person), "kind", "channel", "is_on", "updated_at"),
        "digest": rows(DigestChoice.objects.filter(person=person), "rhythm", "weekday", "hour", "told_until"),
        "care": rows(CareShown.objects.filter(person=person), "care", "subject", "shown_at", "acted_at"),
        "browsers_with_pushes": rows(browsers, "device", "endpoint", "shows_words", "created_at"),
        "other_address": [
            {"adapter": one.adapter, "address": one.shown, "updated_at": one.updated_at}
            for one in OtherAddress.objects.filter(person=person)
        ],
        "planned": rows(planned, "kind", "about", "payload", "due_at", "clock", "zone", "state", "finished_at"),
        "stopped_addresses": rows(
            MailStop.objects.filter(person=person), "address", "reason", "status", "stopped_at", "lifted_at"
        ),
        "letters_to_us": rows(written, "sender", "kind", "outcome", "reason", "received_at"),
    }


def erase(person: User) -> None:
    Notification.objects.filter(person=person).delete()
    DueItem.objects.filter(person=person).delete()
    NotificationPreference.objects.filter(person=person).delete()
    PushSubscription.objects.filter(person=person).delete()
    DigestChoice.objects.filter(person=person).delete()
    OtherAddress.objects.filter(person=person).delete()
    CareShown.objects.filter(person=person).delete()
    MailStop.objects.filter(person=person).delete()
    InboundMail.objects.filter(person=person).update(person=None, sender="")


register(PersonalData("notifications", _("What you were told"), 10, export, erase))
