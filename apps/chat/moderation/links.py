"""The signed address of a decision: it opens for whom it is about, also when their account is closed."""

from django.core import signing
from django.urls import reverse

from apps.chat.moderation.models import Report
from apps.errors import NotFound

_SALT = "chat.moderation.decision"


def decision_path(report: Report) -> str:
    return reverse("chat:decision", args=[signing.dumps(report.pk, salt=_SALT)])


def decision_from(token: str) -> Report:
    """Raises NotFound for a link that we didn't sign, and for what isn't decided."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise NotFound from error
    found = Report.objects.filter(pk=number, state=Report.State.DECIDED).exclude(decision="none").first()
    if found is None:
        raise NotFound
    return found
