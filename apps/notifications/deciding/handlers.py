from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.privacy.events import DataExportReady
from apps.accounts.second_step.events import SignInChanged
from apps.events.registry import handles
from apps.notifications.deciding.kinds import DATA_EXPORT_READY, SIGN_IN_CHANGED
from apps.notifications.deciding.services import notify


@handles(DataExportReady)
def tell_that_the_export_is_ready(event: DataExportReady) -> None:
    person = User.objects.filter(pk=event.person, is_active=True).first()
    if person is not None:
        url = reverse("accounts:data")
        notify(person=person, kind=DATA_EXPORT_READY, cause=f"data_export:{event.export}", facts={}, url=url)


@handles(SignInChanged)
def tell_of_a_changed_sign_in(event: SignInChanged) -> None:
    person = User.objects.filter(pk=event.person, is_active=True).first()
    if person is not None:
        notify(
            person=person,
            kind=SIGN_IN_CHANGED,
            cause=f"sign_in:{event.change}:{event.cause}",
            facts={"change": event.change},
            url=reverse("mfa_index"),
        )
