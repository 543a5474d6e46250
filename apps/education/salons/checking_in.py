"""At the door: by code, also later, when the host's telephone has a connection again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.salons.errors import SalonOver
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.selectors import is_host
from apps.errors import NotAllowed

OPENS_BEFORE = timedelta(hours=3)
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody showed this code at that moment, by the clock of the host's telephone."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one code. `outcome` is new, again (they were in already) or unknown (nobody seated has it)."""

    code: str
    outcome: str
    name: str = ""
    came_at: datetime | None = None


@transaction.atomic
def check_in(*, salon: Salon, by: User, arrivals: Iterable[Arrival], now: datetime | None = None) -> list[Checked]:
    """In the order of `arrivals`. The same code again, from whichever telephone, changes nothing. Times that can't be
    are taken as the nearest that can. Raises NotAllowed, SalonOver."""
    now = now or timezone.now()
    if not is_host(salon, by):
        raise NotAllowed
    opens = salon.starts_at - OPENS_BEFORE
    if salon.state != Salon.State.OPEN or now < opens:
        raise SalonOver
    found = []
    for arrival in arrivals:
        code = arrival.code.strip().upper().replace("-", "").replace(" ", "")
        guests = SalonGuest.objects.filter(salon=salon, code=code, state=SalonGuest.State.SEATED)
        is_new = guests.filter(came_at=None).update(came_at=min(max(arrival.at, opens), now))
        guest = guests.select_related("person").first()
        if guest is None:
            found.append(Checked(arrival.code, "unknown"))
        else:
            found.append(Checked(arrival.code, "new" if is_new else "again", guest.person.name, guest.came_at))
    return found
