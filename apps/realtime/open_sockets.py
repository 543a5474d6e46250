"""Which sockets are open now, in whichever process: kept in the database, so that their people see each and end it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from apps.errors import NotFound
from apps.realtime.connection import Connection
from apps.realtime.models import OpenSocket

RENEW_AFTER = timedelta(seconds=30)
STALE_AFTER = timedelta(seconds=90)
"""Longer than it takes every process to renew; what is older was left by one that died."""
ROW = "open_socket"


def record(connections: Iterable[Connection]) -> list[Connection]:
    """Keeps a row for each of these sockets of this process, and returns those whose row their person took away."""
    now, known, fresh = timezone.now(), {}, []
    for connection in connections:
        if (row := connection.data.get(ROW)) is not None:
            known[row] = connection
        else:
            fresh.append(connection)
    there = dict(OpenSocket.objects.filter(pk__in=list(known)).values_list("pk", "seen_at"))
    made = OpenSocket.objects.bulk_create(_row_of(connection, now) for connection in fresh)
    for connection, new in zip(fresh, made, strict=True):
        connection.data[ROW] = new.pk
    if due := [pk for pk, seen_at in there.items() if seen_at < now - RENEW_AFTER]:
        OpenSocket.objects.filter(pk__in=due).update(seen_at=now)
    return [connection for row, connection in known.items() if row not in there]


def forget(rows: Iterable[int]) -> None:
    """They have closed."""
    if rows := list(rows):
        OpenSocket.objects.filter(pk__in=rows).delete()


def sockets_of(user_id: int, *, now: datetime) -> list[OpenSocket]:
    """Those that are open, the oldest first."""
    return list(OpenSocket.objects.filter(user=user_id, seen_at__gt=now - STALE_AFTER).order_by("opened_at", "pk"))


def end_socket(*, user_id: int, socket_id: int) -> None:
    """Closes it within seconds, in whichever process it is. Raises NotFound for anybody else's."""
    if not OpenSocket.objects.filter(user=user_id, pk=socket_id).delete()[0]:
        raise NotFound


def _row_of(connection: Connection, now: datetime) -> OpenSocket:
    credential = connection.credential
    return OpenSocket(
        user_id=connection.user_id,
        kind=credential.kind,
        key=credential.key,
        user_agent=connection.data.get("user_agent", ""),
        place=connection.data.get("place", ""),
        opened_at=now,
        seen_at=now,
    )
