from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.education.assistant.answering import library
from apps.events.schedule import periodic


@periodic("education.read_articles", every_seconds=60, title=_("Read articles that are new or changed for the help"))
def read_articles(now: datetime) -> None:
    """So that no question waits until it is known what their sentences mean; other processes find it on disk. Operators
    are answered from all articles."""
    library(User.objects.filter(is_staff=True, is_active=True).first())
