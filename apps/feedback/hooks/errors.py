from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


class UnreadableMessage(InvalidInput):
    code = "unreadable_message"
    message = _("This isn't a message in the format of this source.")
