from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.consent.models import Consent, LegalText
from apps.accounts.consent.selectors import texts_to_agree
from apps.accounts.people.models import User
from apps.errors import Conflict


class PublishedAlready(Conflict):
    code = "published_already"
    message = _("This version is published and can't change any more. Make a new one.")


def agree(*, person: User, source: str) -> int:
    """Records that a person agrees to what holds now; what they agreed to before is left alone. Returns how many texts
    are new to them."""
    new = [Consent(person=person, text=text, source=source) for text in texts_to_agree(person)]
    Consent.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def publish_text(*, text: LegalText, now: datetime) -> None:
    """From now on this version holds. Raises PublishedAlready the second time."""
    if not LegalText.objects.filter(pk=text.pk, published_at=None).update(published_at=now):
        raise PublishedAlready
    text.refresh_from_db()
    text.save(update_fields=["published_at"])
