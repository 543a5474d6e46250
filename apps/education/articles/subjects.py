"""What articles describe: pages, rows that operators edit, settings. Apps register theirs in their `described.py`,
found at start; by a subject's digest one sees that it isn't any more what it was.

register(Subject("levels", Sort.ROWS, _("Levels"), rows(Level.objects, "number", "points")))
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.template.engine import Engine
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

Read = Callable[[], Iterable[Any]]


class Sort(models.TextChoices):
    """Pages change with a release alone, which brings what it ships about them."""

    PAGE = "page", gettext_lazy("Page")
    ROWS = "rows", gettext_lazy("Edited here")
    SETTING = "setting", pgettext_lazy("of the site", "Setting")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to be described; `read` gives what it is now, in values whose `repr` tells them apart."""

    key: str
    sort: Sort
    title: str | Promise
    read: Read

    @property
    def name(self) -> str:
        return _("%(sort)s: %(title)s") % {"sort": self.sort.label, "title": self.title}

    def digest(self) -> str:
        return hashlib.sha256(repr(list(self.read())).encode()).hexdigest()[:16]


_subjects: dict[str, Subject] = {}


def register(*subjects: Subject) -> None:
    _subjects.update({subject.key: subject for subject in subjects})


def subjects() -> dict[str, Subject]:
    return dict(_subjects)


def digests_of(keys: Collection[str]) -> dict[str, str]:
    """What each of them is like now; nothing for one that there isn't any more."""
    return {key: _subjects[key].digest() for key in sorted(keys) if key in _subjects}


def rows(found: models.QuerySet[Any] | models.Manager[Any], *fields: str) -> Read:
    return lambda: found.order_by("pk").values_list(*fields)


def page(*templates: str) -> Read:
    return lambda: [Engine.get_default().get_template(name).source for name in templates]
