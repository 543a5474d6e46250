"""What the console shows of this app, and to whom."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Block, Company, Consent, JoinRequest, LegalText, Segment, SegmentCondition, User
from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, VIEW, grant

add_to_menu(
    Entry(Section.OPERATION, 10, User, _("People"), "group"),
    Entry(Section.OPERATION, 20, Company, _("Companies"), "apartment"),
    Entry(Section.OPERATION, 27, Block, _("Blocks"), "block"),
    Entry(Section.OPERATION, 25, JoinRequest, _("Requests to join"), "person_add"),
    Entry(Section.OPERATION, 70, LogEntry, _("Log"), "history"),
    Entry(Section.INCENTIVES, 70, Segment, _("Segments"), "groups"),
    Entry(Section.OPERATION, 30, Group, _("Groups"), "badge"),
    Entry(Section.OPERATION, 33, LegalText, _("Legal texts"), "policy"),
    Entry(Section.OPERATION, 36, Consent, _("Consents"), "handshake"),
)
grant("support", {User: ("view", "confirm"), Company: ("view", "verify"), Block: VIEW, JoinRequest: ("view", "change")})
grant("content", {LegalText: EDIT})
grant("incentives", {Segment: EDIT, SegmentCondition: EDIT})
grant("analyst", {Segment: VIEW, SegmentCondition: VIEW})
