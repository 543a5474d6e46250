"""How long each page and list takes, asked by eight readers at once: `bench pages`."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from importlib import import_module
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, reverse

from apps.accounts.models import Role, User
from apps.chat.models import Conversation
from apps.matching.models import Job
from config.benchmark.figures import in_words, percentile, table

BACKEND = "django.contrib.auth.backends.ModelBackend"
READERS = 8
WARM_UP = 2
PAGES = (
    "chat:inbox",
    "matching:jobs",
    "matching:candidates",
    "matching:my_jobs",
    "matching:resume",
    "gamification:points",
    "gamification:missions",
    "gamification:rules",
    "gamification:rankings",
    "gamification:badges",
    "notifications:list",
    "education:help",
    "feedback:mine",
    "accounts:settings",
    "accounts:data",
    "api-notifications",
)
LISTS = (
    "/api/v1/conversations/",
    "/api/v1/jobs/",
    "/api/v1/resumes/",
    "/api/v1/tickets/",
    "/api/v1/points/",
    "/api/v1/articles/?q=interview",
    "/jobs/?q=engineer",
    "/jobs/?q=工程师",
    "/inbox/?section=mine",
    # A frequent word and a rare one, of each language, as `world` writes them; the first among all kinds of things.
    "/search/?q=relocation",
    "/api/v1/search/results/?q=relocation",
    "/api/v1/search/results/?q=鹿特丹",
    "/api/v1/search/results/?q=Zanzibar",
    "/api/v1/search/results/?q=桑给",
    "/api/v1/search/results/?q=nowhere",
)


@dataclass(frozen=True)
class Measured:
    """Milliseconds over all readers; `queries` of one request."""

    who: str
    url: str
    p50: float
    p95: float
    queries: int
    kilobytes: float


def readers() -> dict[str, User]:
    """One of each role: the recruiter with the most conversations and a usual one, a candidate, and an operator who may
    see everything."""
    of_recruiters = Conversation.objects.filter(recruiter__isnull=False).values("recruiter").annotate(n=Count("id"))
    ids = [row["recruiter"] for row in of_recruiters.order_by("-n")[:2]]
    found = {name: User.objects.get(pk=pk) for name, pk in zip(("busiest recruiter", "recruiter"), ids, strict=False)}
    candidate = User.objects.filter(role=Role.CANDIDATE, is_active=True).order_by("pk").first()
    if candidate:
        found["candidate"] = candidate
    operator = User.objects.filter(is_superuser=True, is_active=True).first()
    found["operator"] = operator or User.objects.create_superuser(
        "operator@benchmark.invalid", None, name="Benchmark operator"
    )
    return found


def measure(url: str, *, rounds: int, only: str = "") -> Iterator[Measured]:
    """Each page of each role at a server that serves this database, or those whose address has `only` in it; pages
    that a role may not open are left out."""
    for name, person in readers().items():
        cookie = _session(person)
        for page in (page for page in pages_of(person) if only in page):
            status, _size = _get(url, page, cookie)
            if status == HTTPStatus.OK:
                yield _measure(url, page, cookie, name, rounds)


def in_a_table(found: Sequence[Measured]) -> str:
    rows = [
        [f"{m.who}: {m.url}", in_words(m.p50, 0), in_words(m.p95, 0), str(m.queries), in_words(m.kilobytes, 0)]
        for m in sorted(found, key=lambda m: -m.p95)
    ]
    return table(["page", "p50 ms", "p95 ms", "queries", "KiB"], rows)


def as_json(found: Sequence[Measured]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


def pages_of(person: User) -> Iterator[str]:
    if person.is_staff:
        yield reverse("admin:index")
        for model in admin.site._registry:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        return
    for name in PAGES:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue
    yield from LISTS
    conversation = Conversation.objects.for_user(person).order_by("-pk").first()
    if conversation:
        yield reverse("chat:conversation", args=[conversation.pk])
    job = Job.objects.order_by("-pk").first()
    if job:
        yield reverse("matching:job", args=[job.pk])


def _session(person: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def _measure(url: str, page: str, cookie: str, name: str, rounds: int) -> Measured:
    samples: list[float] = []
    sizes: list[int] = []

    def read() -> None:
        for number in range(WARM_UP + rounds):
            begun = time.perf_counter()
            _status, size = _get(url, page, cookie)
            if number >= WARM_UP:
                samples.append(1000 * (time.perf_counter() - begun))
                sizes.append(size)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(
        who=name,
        url=page,
        p50=percentile(samples, 0.5) or 0,
        p95=percentile(samples, 0.95) or 0,
        queries=_queries(page, cookie),
        kilobytes=max(sizes, default=0) / 1024,
    )


def _get(url: str, page: str, cookie: str) -> tuple[int, int]:
    place = urlsplit(url)
    line = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=120)
    try:
        line.request("GET", quote(page, safe="/?=&%"), headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        return answer.status, len(answer.read())
    finally:
        line.close()


def _queries(page: str, cookie: str) -> int:
    """Of one request in this very process."""
    with override_settings(ALLOWED_HOSTS=["testserver"]), CaptureQueriesContext(connection) as asked:
        answer = Client(headers={"cookie": cookie}).get(page, secure=True)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{page} answers {answer.status_code} here")
    return len(asked)
