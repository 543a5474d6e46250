from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class DataExportRequested(Event, kind="accounts.data_export_requested"):
    export: int

    @property
    def subject(self) -> str:
        return f"data_export:{self.export}"


@dataclass(frozen=True)
class DataExportReady(Event, kind="accounts.data_export_ready"):
    export: int
    person: int

    @property
    def subject(self) -> str:
        return f"data_export:{self.export}"
