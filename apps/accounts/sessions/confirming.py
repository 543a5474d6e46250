"""Where addresses must be confirmed, whoever hasn't isn't let in, and reads what a wrong password gets."""

from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.models import User
from apps.accounts.sessions.events import ConfirmationWanted
from apps.events.services import publish

MISMATCH = _(
    "The address or the password isn't right, or the address isn't confirmed yet: then open the link in our letter."
)


def must_confirm_first(person: User) -> bool:
    """Whom an operator made by hand is let in as they are."""
    if app_settings.EMAIL_VERIFICATION != app_settings.EmailVerificationMethod.MANDATORY or person.is_staff:
        return False
    return not EmailAddress.objects.filter(user=person, verified=True).exists()


def ask_to_confirm(*, person: User) -> None:
    """Has a worker send the link once more, so that the answer takes no longer than that to a wrong password."""
    publish(ConfirmationWanted(person=person.pk))


def send_link(*, person_id: int) -> None:
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or not must_confirm_first(person):
        return
    address, _is_new = EmailAddress.objects.get_or_create(
        user=person, email=person.email.lower(), defaults={"primary": True}
    )
    request = _request_to_this_site()
    with translation.override(person.language), context.request_context(request):
        address.send_confirmation(request)


def _request_to_this_site() -> HttpRequest:
    """What letters need of a request: whose links lead here."""
    site, request = urlsplit(settings.SITE_URL), HttpRequest()
    port = site.port or (443 if site.scheme == "https" else 80)
    request.META = {"HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname or "", "SERVER_PORT": str(port)}
    request.user = AnonymousUser()
    return request
