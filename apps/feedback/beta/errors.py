from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class ProgrammeOver(Conflict):
    code = "programme_over"
    message = _("This programme doesn't run: it hasn't begun, or is over.")


class FeatureTaken(Conflict):
    code = "feature_taken"
    message = _("Another programme or experiment runs with this feature. End that one first.")


class AnsweredAlready(Conflict):
    code = "invitation_answered"
    message = _("You have answered this invitation.")


class NobodyToInvite(Conflict):
    code = "nobody_to_invite"
    message = _(
        "Nobody is left to invite: all places are taken, or nobody else who reported it wants to try things out."
    )
