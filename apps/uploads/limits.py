"""What an uploaded file may cost. Every limit of size, of work and of number stands here."""

from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_DOCUMENT_BYTES = 24 * 1024 * 1024
"""No setting and no privilege allows a larger document: it has to fit into a request's body and into memory."""
MAX_PIXELS = 12_500_000  # a phone's picture of "12 megapixels" has 12.2 million
MAX_MEGAPIXELS = MAX_PIXELS // 1_000_000

AT_ONCE = 2
"""Files that one process has taken apart at the same time."""
PATIENCE_SECONDS = 30
"""So long somebody waits for their turn; then they are asked to try again."""


@dataclass(frozen=True, slots=True)
class Work:
    """What reading one file may take: seconds of processor time and on the clock, bytes of memory beyond what an
    idle process has, and of each file that is written on the way."""

    cpu_seconds: int
    seconds: float
    memory: int
    file_bytes: int = 0


PICTURE = Work(cpu_seconds=6, seconds=20, memory=256 * 1024 * 1024)
DOCUMENT = Work(cpu_seconds=8, seconds=25, memory=384 * 1024 * 1024)


VOICE = Work(cpu_seconds=4, seconds=6, memory=128 * 1024 * 1024)
SHEET = Work(cpu_seconds=20, seconds=30, memory=512 * 1024 * 1024)
PREVIEW = Work(cpu_seconds=5, seconds=8, memory=384 * 1024 * 1024)
OFFICE_PAGE = Work(cpu_seconds=15, seconds=30, memory=1536 * 1024 * 1024, file_bytes=64 * 1024 * 1024)
"""LibreOffice starts for each page, which takes two seconds of an idle machine."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many files a person may hand in within the last hour and the last 24 hours."""

    an_hour: int
    a_day: int


QUOTAS = {
    "picture": Quota(an_hour=60, a_day=200),
    "document": Quota(an_hour=40, a_day=120),
    "voice": Quota(an_hour=60, a_day=200),
    "portrait": Quota(an_hour=10, a_day=30),
    "resume": Quota(an_hour=10, a_day=30),
}
