"""What the console shows of this app, and to whom."""

from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import (
    Block,
    Company,
    Consent,
    JoinRequest,
    LegalText,
    Seal,
    SealCheck,
    Segment,
    SegmentCondition,
    User,
)
from apps.accounts.second_step.selectors import operators_and_those_without
from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, VIEW, grant
from apps.console.tiles import Tile, tile

add_to_menu(
    Entry(Section.OPERATION, 10, User, _("People"), "group"),
    Entry(Section.OPERATION, 20, Company, _("Companies"), "apartment"),
    Entry(Section.OPERATION, 27, Block, _("Blocks"), "block"),
    Entry(Section.OPERATION, 25, JoinRequest, _("Requests to join"), "person_add"),
    Entry(Section.OPERATION, 70, LogEntry, _("Log"), "history"),
    Entry(Section.OPERATION, 72, Seal, _("Seals"), "verified"),
    Entry(Section.OPERATION, 74, SealCheck, _("Checks of seals"), "fact_check"),
    Entry(Section.INCENTIVES, 70, Segment, _("Segments"), "groups"),
    Entry(Section.OPERATION, 30, Group, _("Groups"), "badge"),
    Entry(Section.OPERATION, 33, LegalText, _("Legal texts"), "policy"),
    Entry(Section.OPERATION, 36, Consent, _("Consents"), "handshake"),
)
grant(
    "support",
    {User: ("view", "confirm", "reset"), Company: ("view", "verify"), Block: VIEW, JoinRequest: ("view", "change")},
)
grant("content", {LegalText: EDIT})
grant("incentives", {Segment: EDIT, SegmentCondition: EDIT})
grant("analyst", {Segment: VIEW, SegmentCondition: VIEW})


@tile(place=61, permission="accounts.change_user")
def second_steps_tile(now: datetime) -> Tile:
    """Warns while operators sign in with their password alone."""
    operators, without = operators_and_those_without()
    warning = ""
    if without:
        warning = gettext("Operators without a code beside their password: %(number)d.") % {"number": without}
    return Tile(
        key="second_steps",
        title=gettext("Operators in two steps"),
        value=f"{operators - without}/{operators}",
        meaning=gettext("Operators whose sign-in asks for a code of their phone, of all of them."),
        url=reverse("admin:accounts_user_changelist") + "?is_staff__exact=1",
        warning=warning,
    )


@tile(place=62, permission="accounts.view_sealcheck")
def seals_tile(now: datetime) -> Tile:
    """Warns when the last check found something, or when none came for two days."""
    check = SealCheck.objects.first()
    warning = ""
    if check is not None and check.broken:
        warning = gettext("Lines that are written once were changed in the database. Look at what it names.")
    elif check is not None and now - check.checked_at > timedelta(days=2):
        warning = gettext("The seals weren't checked for two days.")
    return Tile(
        key="seals",
        title=gettext("Sealed records"),
        value=str(check.rows) if check else "–",
        meaning=gettext("Lines of the log, of points, coins and tickets that the last check read again."),
        url=reverse("admin:accounts_sealcheck_changelist"),
        warning=warning,
    )
