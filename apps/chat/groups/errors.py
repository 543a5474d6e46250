"""Why somebody can't be brought into a group, or do something in it."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, NotAllowed, NotFound


class NotAGroup(NotAllowed):
    code = "not_a_group"
    message = _("This conversation isn't a group.")


class ForAdmins(NotAllowed):
    code = "for_admins"
    message = _("Only the group's owner and admins may do this.")


class ForOwner(NotAllowed):
    code = "for_owner"
    message = _("Only the group's owner may do this.")


class GroupFull(Conflict):
    code = "group_full"
    message = _("This group is full.")


class LinkOver(NotFound):
    code = "link_over"
    message = _("This link doesn't work any more. Ask somebody in the group for a new one.")


class InvitationOver(Conflict):
    code = "invitation_over"
    message = _("This invitation is over.")
