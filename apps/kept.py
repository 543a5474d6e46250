"""What each process builds from rows and keeps until they have changed."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import Count, Max, Model, QuerySet

Row = TypeVar("Row", bound=Model)
Built = TypeVar("Built")


class KeptFromRows(Generic[Row, Built]):
    """Called, it returns what `build` made of `rows()`, made anew where their number, the newest of their ids or the
    last `updated_at` is another than then: one cheap query tells. Whoever asks meanwhile waits, so that nothing dear
    is built twice."""

    def __init__(self, rows: Callable[[], QuerySet[Row]], build: Callable[[QuerySet[Row]], Built]) -> None:
        self._rows, self._build = rows, build
        self._kept: tuple[dict[str, object], Built] | None = None
        self._building = threading.Lock()

    def __call__(self) -> Built:
        rows = self._rows()
        state = rows.aggregate(number=Count("pk"), last=Max("pk"), newest=Max("updated_at"))
        kept = self._kept
        if kept is None or kept[0] != state:
            with self._building:
                kept = self._kept
                if kept is None or kept[0] != state:
                    kept = self._kept = state, self._build(rows)
        return kept[1]
