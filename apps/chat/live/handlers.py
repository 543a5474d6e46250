"""What follows from somebody's hiding: every process that serves sockets learns it at once."""

from functools import partial

from django.db import transaction

from apps.accounts.people.events import VisibilityChanged
from apps.chat.live.presence import VISIBILITY
from apps.events.registry import handles
from apps.realtime.hub import push_notice


@handles(VisibilityChanged)
def tell_the_processes(event: VisibilityChanged) -> None:
    transaction.on_commit(partial(push_notice, VISIBILITY, {"people": list(event.people)}))
