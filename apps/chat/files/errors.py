"""Why a file isn't taken."""

from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


class UnknownAttachment(InvalidInput):
    code = "unknown_attachment"
    message = _("An attachment is missing or was already sent. Please add it again.")


class BadImage(InvalidInput):
    code = "bad_image"
    message = _("This file isn't an image that we can show. Use PNG, JPEG, WebP or GIF.")
