"""Trying a version out: asked for by an operator, carried out by a worker, kept."""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.events.long_work import TakenOver
from apps.gamification.drafting.models import DryRun, said_by
from apps.gamification.drafting.replaying import Judged, Month, Replay, read_month, replay
from apps.gamification.rules.models import RuleVersion

logger = logging.getLogger(__name__)

TOP = 10


def ask_dry_run(*, version: RuleVersion, operator: User | None) -> DryRun:
    """Has the version tried out beside the one in force. While it is being tried out already, that is the answer to
    whoever asks, too."""
    in_force = None if version.published_at else version.rule.versions.filter(published_at__isnull=False).first()
    try:
        with transaction.atomic():
            return DryRun.objects.create(version=version, in_force=in_force, asked_by=operator, said=said_by(version))
    except IntegrityError:
        return DryRun.objects.filter(version=version).latest("pk")


def carry_out(*, run_id: int, now: datetime) -> None:
    """Replays the month before it was asked for and keeps the figures, unless somebody else does or has done so."""
    run = DryRun.objects.claim(run_id, now=now, deeds_done=0)
    if run is None:
        return
    try:
        month = read_month(run.version.rule.deed, now=run.requested_at, went_on=run.go_on)
        versions = [run.tried, run.in_force] if run.in_force else [run.tried]
        run.go_on(deeds=len(month.deeds) * len(versions))
        replays: list[Replay] = []
        for version in versions:
            before = len(month.deeds) * len(replays)
            replays.append(replay(version, month, went_on=partial(_read, run, before)))
        run.mine().update(figures=_figures(month, *replays), finished_at=timezone.now())
    except TakenOver:
        return
    except Exception:  # whatever it fails with, the operator is told instead of waiting for ever
        logger.exception("The dry run %s failed.", run_id)
        run.mine().update(failed_at=timezone.now())


def _read(run: DryRun, before: int, deeds: int) -> None:
    run.go_on(deeds_done=before + deeds)


def _figures(month: Month, tried: Replay, in_force: Replay | None = None) -> dict[str, Any]:
    return {
        "is_partial": month.is_partial,
        "tried": _totals(tried),
        "in_force": _totals(in_force) if in_force else None,
        "top": [
            [person, points, in_force.earned[person] if in_force else None]
            for person, points in tried.earned.most_common(TOP)
        ],
        "samples": [_sample(one, in_force) for one in tried.samples],
    }


def _totals(one: Replay) -> dict[str, Any]:
    return {
        "deeds": one.outcomes.total(),
        "awards": one.awards,
        "people": len(one.earned),
        "points": one.earned.total(),
        "coins": one.coins,
        "settled": one.settled,
        "outcomes": dict(one.outcomes),
        "forms": dict(one.forms),
    }


def _sample(one: Judged, in_force: Replay | None) -> dict[str, Any]:
    """`before` is what the version in force would have said of it; None where it doesn't concern that person."""
    deed = one.deed
    before = in_force.judged.get((deed.key, deed.person_id)) if in_force else None
    return {
        "person": deed.person_id,
        "other": deed.counterparty_id,
        "waited_seconds": deed.facts.get("waited_seconds"),
        "done_at": deed.done_at.isoformat(),
        "outcome": one.verdict.outcome,
        "worth": one.worth,
        "before": [before.verdict.outcome, before.worth] if before else None,
    }
