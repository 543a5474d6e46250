"""Seals over what is written once: made each night, checked each night.

The database refuses to change those rows, but whoever administers it can switch that off. A seal is signed with the key
of the settings, which isn't in the database, so such a change is found. It covers the columns that never change, not
the words that erasure may empty, and rows of the last one or two nights have none yet.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.models import Seal, SealCheck
from apps.accounts.seals.registry import sealed_tables

logger = logging.getLogger(__name__)
SETTLED = timedelta(hours=1)
ROWS_A_SEAL = 200_000
ROWS_A_CHECK = 1_000_000
"""How many rows the check of a night reads again; the next one goes on from there."""
KEPT = 90
"""Checks that are kept."""
BROKEN = {
    "rows": _("rows were changed, put in or taken out"),
    "signature": _("the seal itself was changed or replaced"),
    "missing": _("a seal is missing"),
    "columns": _("a column that it covers is gone"),
}


def seal_new_rows(*, now: datetime) -> int:
    """Seals what a check saw that is old enough: what was being written then is written. How many seals were made."""
    noted = SealCheck.objects.filter(checked_at__lte=now - SETTLED).first()
    seen = noted.seen if noted else {}
    return sum(_seal(table, columns, seen.get(table, 0), now=now) for table, columns in sealed_tables().items())


def _seal(table: str, columns: tuple[str, ...], until: int, *, now: datetime) -> int:
    last = Seal.objects.filter(table_name=table).order_by("number").last()
    made = 0
    while (after := last.until_id if last else 0) < until:
        end = min(until, after + ROWS_A_SEAL)
        rows, digest = _digest(table, columns, after, end)
        seal = Seal(table_name=table, number=last.number + 1 if last else 1, columns=columns, after_id=after)
        seal.until_id, seal.rows, seal.digest, seal.sealed_at = end, rows, digest, now
        seal.signature = _signature(seal, last.signature if last else "", settings.SECRET_KEY)
        try:
            with transaction.atomic():
                seal.save()
        except IntegrityError:
            return made  # another run of this job is at it
        last = seal
        made += 1
    return made


def check_seals(*, now: datetime, most_rows: int | None = ROWS_A_CHECK) -> SealCheck:
    """Reads sealed rows again, as many as `most_rows` (None for all) and from where the last check ended, and notes
    what doesn't fit."""
    last = SealCheck.objects.first()
    begin = last.next_id if last and most_rows is not None else 0
    checked = rows = next_id = 0
    heights = _heights()
    broken = list(_missing(heights, last.heights if last else {}))
    before: dict[str, Seal] = {}
    for seal in Seal.objects.filter(pk__gte=begin).order_by("pk").iterator():
        if most_rows is not None and rows >= most_rows:
            next_id = seal.pk
            break
        if why := _what_is_wrong_with(seal, before.get(seal.table_name)):
            broken.append({"table": seal.table_name, "number": seal.number, "why": why})
        before[seal.table_name] = seal
        checked += 1
        rows += seal.rows
    for each in broken:
        logger.error("Seal %s of %s: %s.", each["number"], each["table"], BROKEN[each["why"]])
    check = SealCheck.objects.create(
        checked_at=now, seals=checked, rows=rows, broken=broken, heights=heights, seen=_seen(), next_id=next_id
    )
    old = SealCheck.objects.values_list("pk", flat=True)[KEPT:]
    SealCheck.objects.filter(pk__in=list(old)).delete()
    return check


def _missing(heights: dict[str, int], before: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Tables with fewer seals than the last check counted."""
    for table, height in before.items():
        if heights.get(table, 0) < height:
            yield {"table": table, "number": heights.get(table, 0) + 1, "why": "missing"}


def _heights() -> dict[str, int]:
    return dict(Seal.objects.order_by("table_name").values_list("table_name").annotate(height=Max("number")))


def _seen() -> dict[str, int]:
    return {table: _model(table)._base_manager.aggregate(seen=Max("pk"))["seen"] or 0 for table in sealed_tables()}


def _what_is_wrong_with(seal: Seal, before: Seal | None) -> str:
    """One of `BROKEN`, or nothing. `before` is the seal of this table that was looked at last."""
    if before is None or before.number != seal.number - 1:
        before = Seal.objects.filter(table_name=seal.table_name, number=seal.number - 1).first()
    if seal.number > 1 and (before is None or before.until_id != seal.after_id):
        return "missing"
    previous = before.signature if before else ""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(seal.signature, _signature(seal, previous, key)) for key in keys):
        return "signature"
    try:
        found = _digest(seal.table_name, tuple(seal.columns), seal.after_id, seal.until_id)
    except (FieldError, LookupError):
        return "columns"
    return "" if found == (seal.rows, seal.digest) else "rows"


def _digest(table: str, columns: tuple[str, ...], after: int, until: int) -> tuple[int, str]:
    """How many rows, and the SHA-256 over their values as JSON, a line each, in order of their ids."""
    hashed, count = hashlib.sha256(), 0
    rows = _model(table)._base_manager.filter(pk__gt=after, pk__lte=until).order_by("pk")
    for row in rows.values_list("pk", *columns).iterator(chunk_size=2000):
        hashed.update(orjson.dumps(row, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count, hashed.hexdigest()


def _signature(seal: Seal, previous: str, key: str) -> str:
    facts = [previous, seal.table_name, seal.number, seal.columns, seal.after_id, seal.until_id, seal.rows, seal.digest]
    told = orjson.dumps([*facts, int(seal.sealed_at.timestamp())])
    return salted_hmac("accounts.seals", told, secret=key, algorithm="sha256").hexdigest()


def _model(table: str) -> type[models.Model]:
    """Raises LookupError where no model keeps such a table."""
    for model in apps.get_models():
        if model._meta.db_table == table:
            return model
    raise LookupError(table)
