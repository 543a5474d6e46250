"""The signed address at which one survey is answered by one person, also without signing in."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from apps.errors import NotFound
from apps.feedback.surveys.models import SurveyInvitation

VALID_FOR = timedelta(days=90)
_SALT = "feedback.surveys"


def path_to(invitation: SurveyInvitation) -> str:
    return reverse("feedback:survey", args=[signing.dumps(invitation.pk, salt=_SALT)])


def invitation_from(token: str) -> int:
    """Raises NotFound for what we didn't sign and what is too old."""
    try:
        return int(signing.loads(token, salt=_SALT, max_age=VALID_FOR))
    except signing.BadSignature as error:
        raise NotFound from error
