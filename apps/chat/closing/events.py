from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class BulkDeclineStarted(Event, kind="chat.bulk_decline_started"):
    """Texts for many conversations were approved and wait to be sent."""

    bulk: int

    @property
    def subject(self) -> str:
        return f"bulk_decline:{self.bulk}"
