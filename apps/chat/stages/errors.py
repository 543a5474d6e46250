from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class SomebodyWaits(Conflict):
    """A job's conversation can't be closed without a word while the other side waits."""

    code = "somebody_waits"
    message = _("They are waiting for an answer. Decline with a few words instead; that closes the conversation.")
