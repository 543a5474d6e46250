"""The tips as they are shipped."""

import json
from pathlib import Path

from django.db import transaction

from apps.education.tips.models import Tip, TipStep

CONTENT = Path(__file__).parents[1] / "content" / "tips.json"
_STEP = 10


@transaction.atomic
def load_tips() -> int:
    """Brings the shipped tips in: new ones are published, those that nobody edited get the words of this release.

    What operators changed, unpublished or deleted stays as they left it. Returns how many were written.
    """
    deleted = set(Tip.history.filter(history_type="-").values_list("slug", flat=True))
    known = {tip.slug: tip for tip in Tip.objects.select_for_update().prefetch_related("steps")}
    written = 0
    for place, fields in enumerate(json.loads(CONTENT.read_text("utf-8")), start=1):
        shipped = Tip(slug=fields["slug"], audience=fields["audience"], deed=fields["deed"], is_published=True)
        steps = [TipStep(position=number, **words) for number, words in enumerate(fields["steps"], start=1)]
        shipped.seeded_fingerprint = shipped.fingerprint(steps)
        tip = known.get(shipped.slug)
        if tip is None and shipped.slug not in deleted:
            shipped.position = place * _STEP
            shipped.save()
            written += _write(shipped, steps)
        elif tip is not None and _is_renewed(tip, shipped):
            tip.audience, tip.deed, tip.seeded_fingerprint = shipped.audience, shipped.deed, shipped.seeded_fingerprint
            tip.save()
            written += _write(tip, steps)
    return written


def _is_renewed(tip: Tip, shipped: Tip) -> bool:
    """Whether nobody edited it, and this release has other words for it."""
    return tip.fingerprint(tip.steps.all()) == tip.seeded_fingerprint != shipped.seeded_fingerprint


def _write(tip: Tip, steps: list[TipStep]) -> bool:
    tip.steps.all().delete()
    for step in steps:
        step.tip = tip
        step.save()
    return True
