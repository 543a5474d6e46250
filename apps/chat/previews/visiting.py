"""Going where a link leads, as an honest guest: says who it is, and stays away where robots are asked to."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.core.cache import cache

from apps.chat.previews.reading import read_head
from apps.errors import DomainError
from apps.outgoing.addresses import target_of
from apps.outgoing.errors import OutgoingError, Unreachable, Unusable
from apps.outgoing.requests import fetch
from apps.uploads.errors import WorkFailed
from apps.uploads.limits import PICTURE, Work
from apps.uploads.pictures import redraw_portrait
from apps.uploads.sandbox import read_safely

PURPOSE = "LinkPreview"
HEAD = Work(cpu_seconds=3, seconds=5, memory=128 * 1024 * 1024)
PAGES = ("text/html", "application/xhtml+xml")
PICTURES = ("image/jpeg", "image/png", "image/webp")
ROBOTS_BYTES, ROBOTS_SECONDS = 64 * 1024, 24 * 3600


@dataclass(frozen=True, slots=True)
class Seen:
    """`host` is where the link led in the end; `picture` a small square JPEG, empty where there is none."""

    host: str
    site: str
    title: str
    description: str
    picture: bytes


def visit(url: str, *, has_pictures: bool) -> Seen:
    """What the page shows of itself. Raises Forbidden, Unreachable, or Unusable, also for a page without a title and
    for one that wants no robots."""
    if not welcomes(url):
        raise Unusable
    answer = fetch(url, accept="text/html,application/xhtml+xml", content_types=PAGES, purpose=PURPOSE)
    if answer.status != 200:
        raise Unusable
    if answer.url != target_of(url).url and not welcomes(answer.url):
        raise Unusable
    head, _files = _read(read_head, answer.body, answer.content_type, limits=HEAD)
    if not head["title"]:
        raise Unusable
    picture = _picture(urljoin(answer.url, head["picture"])) if has_pictures and head["picture"] else b""
    host = (urlsplit(answer.url).hostname or "").removeprefix("www.")
    return Seen(host=host, site=head["site"], title=head["title"], description=head["description"], picture=picture)


def welcomes(url: str) -> bool:
    """Whether the site's robots.txt lets us read this page. Without one everybody is welcome; where it can't be read
    now, nobody is."""
    parts = urlsplit(url)
    place = f"{parts.scheme}://{parts.netloc}/robots.txt"
    key = f"robots:{sha256(place.encode()).hexdigest()}"
    text = cache.get(key)
    if text is None:
        text = _robots(place)
        cache.set(key, text, ROBOTS_SECONDS)
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return rules.can_fetch(f"Rapport-{PURPOSE}", url)


def _robots(place: str) -> str:
    try:
        answer = fetch(
            place, accept="text/plain", content_types=("text/plain",), purpose=PURPOSE, most_bytes=ROBOTS_BYTES
        )
    except Unusable:
        return ""
    if answer.status >= 500:
        raise Unreachable
    return answer.body.decode("utf-8", "replace")


def _read(reader: object, *arguments: object, limits: Work) -> tuple[dict[str, str], list[bytes]]:
    try:
        return read_safely(reader, *arguments, limits=limits)  # type: ignore[arg-type]
    except (WorkFailed, DomainError) as error:
        raise Unusable from error


def _picture(url: str) -> bytes:
    """Redrawn by us. A page without its picture is shown all the same."""
    try:
        answer = fetch(url, accept=",".join(PICTURES), content_types=PICTURES, purpose=PURPOSE)
        if answer.status != 200 or not answer.is_whole:
            return b""
        facts, files = _read(redraw_portrait, answer.body, limits=PICTURE)
    except OutgoingError:
        return b""
    return b"" if "refused" in facts else files[0]
