"""Bulk actions: one service call for each row, and an honest count of what worked and why the rest didn't."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.errors import DomainError


def do_for_each(request: HttpRequest, rows: Iterable[Any], deed: Callable[[Any], object]) -> int:
    """Calls `deed` on each row and tells the operator the outcome. Returns for how many it was done."""
    done, refused = 0, Counter[str]()
    for row in rows:
        try:
            deed(row)
        except DomainError as error:
            refused[str(error)] += 1
        else:
            done += 1
    if done:
        messages.success(request, ngettext("Done for %(n)s.", "Done for %(n)s.", done) % {"n": done})
    for reason, count in refused.items():
        messages.warning(request, _("Not done for %(n)s: %(reason)s") % {"n": count, "reason": reason})
    return done
