"""Times on somebody's clock: nine in the morning stays nine in the morning, whatever the clocks or their owner do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apps.accounts.models import User

FORMAT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A date and time as a clock shows it, without a zone: on the clock of `of`, wherever they are then, or in `zone`
    where it is nobody's."""

    local: datetime
    of: User | None = None
    zone: str = "UTC"

    @property
    def zone_name(self) -> str:
        return self.of.time_zone if self.of else self.zone

    def moment(self) -> datetime:
        """In UTC. An hour that the clocks leave out is taken as the one after it, of one that comes twice the first."""
        return moment_of(self.local.strftime(FORMAT), self.zone_name)


def moment_of(clock: str, zone: str) -> datetime:
    return datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
