"""What the console shows of this app, and to whom."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, VIEW, grant
from apps.console.tiles import Tile, before_words, interval_words, share_words, tile
from apps.notifications.care.services import shares
from apps.notifications.models import (
    CareShown,
    DigestChoice,
    DueItem,
    InboundMail,
    LetterWording,
    MailStop,
    Notification,
    NotificationPreference,
    OtherAddress,
    PushSubscription,
)

add_to_menu(
    Entry(Section.OPERATION, 40, Notification, _("Notifications"), "notifications"),
    Entry(Section.OPERATION, 42, NotificationPreference, _("Choices of notifications"), "tune"),
    Entry(Section.OPERATION, 47, DigestChoice, _("Digests"), "newspaper"),
    Entry(Section.OPERATION, 48, CareShown, _("Words of care"), "favorite"),
    Entry(Section.CONTENT, 46, LetterWording, _("Wordings of e-mails"), "edit_note"),
    Entry(Section.OPERATION, 49, OtherAddress, _("Addresses beside e-mail"), "sms"),
    Entry(Section.OPERATION, 44, InboundMail, _("E-mails that came in"), "move_to_inbox"),
    Entry(Section.OPERATION, 46, MailStop, _("Stopped e-mail addresses"), "unsubscribe"),
    Entry(Section.OPERATION, 43, PushSubscription, _("Browsers with pushes"), "notifications_active"),
    Entry(Section.OPERATION, 45, DueItem, _("What is due"), "schedule_send"),
)
grant(
    "support",
    {
        Notification: VIEW,
        NotificationPreference: VIEW,
        CareShown: VIEW,
        DigestChoice: VIEW,
        OtherAddress: EDIT,
        PushSubscription: VIEW,
        InboundMail: VIEW,
        MailStop: VIEW,
        DueItem: ("view", "change"),
    },
)
grant("content", {LetterWording: EDIT})

FOUR_WEEKS = timedelta(days=28)


@tile(place=90, permission="notifications.view_careshown")
def care_tile(now: datetime) -> Tile:
    this, last = _acted(now - FOUR_WEEKS, now), _acted(now - 2 * FOUR_WEEKS, now - FOUR_WEEKS)
    return Tile(
        key="care",
        title=gettext("Words of care acted upon"),
        value=share_words(this),
        before=before_words(share_words(last)),
        interval=interval_words(this),
        meaning=gettext("%(acted)d of %(shown)d words of the last 28 days were followed by what they were about.")
        % {"acted": this[0], "shown": this[1]},
        url=reverse("admin:notifications_careshown_changelist"),
    )


def _acted(since: datetime, until: datetime) -> tuple[int, int]:
    found = shares(since=since, until=until).values()
    return sum(acted for acted, _shown in found), sum(shown for _acted, shown in found)
