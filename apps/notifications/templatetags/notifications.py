"""What templates of other apps show of notifications."""

from django import template

from apps.accounts.models import User
from apps.notifications.inbound.models import MailStop
from apps.notifications.inbound.stopping import stop_of

register = template.Library()


@register.simple_tag
def mail_stop(person: User) -> MailStop | None:
    """What stops e-mails to this person; None where nothing does."""
    return stop_of(person)
