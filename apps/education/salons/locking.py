from apps.education.salons.models import Salon
from apps.errors import NotFound


def locked(salon: Salon) -> Salon:
    """What concerns seats and the live room waits in line behind this row. Raises NotFound."""
    found = Salon.objects.select_for_update(of=("self",), no_key=True).select_related("host").filter(pk=salon.pk)
    if (row := found.first()) is None:
        raise NotFound
    return row
