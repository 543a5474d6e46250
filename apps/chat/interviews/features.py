from django.utils.translation import gettext_lazy as _

from apps.experiments.features import Feature, register

INTERVIEW_INVITES = register(Feature("interview_invites", _("Interview invitations")))
