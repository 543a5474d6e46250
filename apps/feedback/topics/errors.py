from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class MergedAlready(Conflict):
    code = "merged_already"
    message = _("One of these topics is merged with others already. Take it apart first.")


class NotMerged(Conflict):
    code = "not_merged"
    message = _("It isn't part of another topic.")


class WouldHide(Conflict):
    code = "would_hide"
    message = _("A published topic can't become part of one that isn't published. Publish that one first.")


class NotShipped(Conflict):
    code = "not_shipped"
    message = _("This isn't said to be done now, so there is nothing to confirm.")
