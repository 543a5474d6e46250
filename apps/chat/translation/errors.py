from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


class NotTranslatable(InvalidInput):
    code = "not_translatable"
    message = _("There is no text here to translate.")
