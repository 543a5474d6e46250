import logging
from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.matching.retrieval.services import embed_stale

logger = logging.getLogger(__name__)


@shared_task(name="matching.embed_stale")
def embed_now() -> None:
    """Woken when a job or a résumé changed. Running twice, or at the same time as the sweep, does no harm."""
    embed_stale()


@periodic("matching.embed_sweep", every_seconds=60, title=_("Bring matching up to date with changed jobs and résumés"))
def embed_sweep(now: datetime) -> None:
    """Computes the meaning of what changed and whose wake-up was lost, and of everything after a new model."""
    embed_stale()
