from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class PageAwaited(Event, kind="chat.page_awaited"):
    """An office file was kept, and its first page is to be drawn. `table` is that of its `row`: "chat.attachment"."""

    table: str
    row: int

    @property
    def subject(self) -> str:
        return f"{self.table}:{self.row}"
