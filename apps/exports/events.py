from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class ListExportRequested(Event, kind="exports.list_requested"):
    export: int

    @property
    def subject(self) -> str:
        return f"list_export:{self.export}"
