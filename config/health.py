"""What a load balancer and a monitor ask: can this process serve, and does the work behind it keep up?"""

import time
from collections.abc import Iterator

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from apps.events.selectors import oldest_unhandled_seconds, parked_count
from apps.events.services import note_life

_migrated = False

WRITE_EVERY_SECONDS = 30
_written_at = 0.0


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers, has every migration and takes a write; 503 with the reason otherwise."""
    trouble = _trouble()
    return HttpResponse(trouble or "ok", content_type="text/plain", status=503 if trouble else 200)


def _trouble() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return "The database lacks migrations."
    except DatabaseError:
        return "The database doesn't answer."
    try:
        _write()
    except DatabaseError:
        return "The database can't be written to."
    return ""


def _write() -> None:
    """A row that is really committed, at most twice a minute while it works: a full disk shows only so."""
    global _written_at
    if time.monotonic() < _written_at + WRITE_EVERY_SECONDS:
        return
    note_life(now=timezone.now())
    _written_at = time.monotonic()


def _is_migrated() -> bool:
    """Asked of the database until it is true: what is applied stays applied."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


class OutboxCollector(Collector):
    """The outbox, read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "rapport_outbox_oldest_unhandled_seconds",
            "Age of the oldest event that no relay has handled yet; 0 when none waits.",
            value=oldest_unhandled_seconds(now=timezone.now()),
        )
        yield GaugeMetricFamily(
            "rapport_outbox_parked_deliveries",
            "Deliveries that failed eight times and wait for an operator.",
            value=parked_count(),
        )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for staff and for whoever shows `METRICS_TOKEN`; anybody else finds nothing here. Where a
    request comes from says nothing: a proxy on the same machine looks like the machine."""
    if not _may_see_metrics(request):
        raise Http404
    registry = REGISTRY
    if settings.PROMETHEUS_MULTIPROC_DIR:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=settings.PROMETHEUS_MULTIPROC_DIR)
    outbox = CollectorRegistry()
    outbox.register(OutboxCollector())
    return HttpResponse(generate_latest(registry) + generate_latest(outbox), content_type=CONTENT_TYPE_LATEST)


def _may_see_metrics(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.is_active and user.is_staff:
        return True
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer" and bool(settings.METRICS_TOKEN)
    return is_bearer and constant_time_compare(token.strip(), settings.METRICS_TOKEN)
