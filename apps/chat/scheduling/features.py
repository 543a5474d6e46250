from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

SEND_LATER = register(Feature("send_later", _("Messages that go out later")))
FOLLOW_UPS = register(Feature("follow_up", _("Follow-up without an answer")))
