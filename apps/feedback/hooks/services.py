from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.errors import InvalidInput, NotFound
from apps.feedback.hooks.models import OVERLAP, WebhookSource
from apps.outgoing.addresses import refuse_inside
from apps.outgoing.errors import Forbidden


@transaction.atomic
def rotate_secret(*, source_id: str, secret: str = "", now: datetime | None = None) -> str:
    """Another secret: the given one, which their platform made, or one of ours, which is returned to be shown once. The
    former one opens for a day longer. Raises NotFound."""
    source = WebhookSource.objects.select_for_update().filter(pk=source_id).first()
    if source is None:
        raise NotFound
    source.former_secret, source.former_until = source.sealed_secret, (now or timezone.now()) + OVERLAP
    secret = source.put_secret(secret)
    source.save()
    return secret


def check_reply_url(url: str) -> None:
    """Raises InvalidInput for what isn't on the open internet or isn't secure. Empty is allowed."""
    if not url:
        return
    try:
        refuse_inside(url)
    except Forbidden as error:
        raise InvalidInput(_("An https address on the open internet."), field="reply_url") from error
