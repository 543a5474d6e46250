from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.privacy.events import DataExportReady
from apps.events.registry import handles
from apps.notifications.deciding.kinds import DATA_EXPORT_READY
from apps.notifications.deciding.services import notify


@handles(DataExportReady)
def tell_that_the_export_is_ready(event: DataExportReady) -> None:
    person = User.objects.filter(pk=event.person, is_active=True).first()
    if person is not None:
        url = reverse("accounts:data")
        notify(person=person, kind=DATA_EXPORT_READY, cause=f"data_export:{event.export}", facts={}, url=url)
