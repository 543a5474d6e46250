"""Learning anew from what operators said, as a dry run; then live, then back. Nothing goes live by itself."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.events.services import publish
from apps.feedback.examples.reports import Report, read_reports
from apps.feedback.ledger.comparing import compare, remembered, worse
from apps.feedback.ledger.events import TrainingAsked
from apps.feedback.ledger.labels import Labelled, labelled_tickets
from apps.feedback.triage.classifiers import Classifier, is_current, live
from apps.feedback.triage.lessons import TRIAGE, learn_from
from apps.feedback.triage.models import HEAVY, ClassifierSwitch, ClassifierVersion
from apps.language.learning import Models, from_bytes, to_bytes

logger = logging.getLogger(__name__)

FEWEST = 40
"""Tickets with a label: below, the held-out half says nothing."""
LEASE = timedelta(seconds=100)
"""After which another worker may begin, too: whoever is ready first counts, both learn the same."""
LEFT_OUT = 4
"""Every fourth family of examples is left out to see what labels do to the others."""
State = ClassifierVersion.State


class TrainingUnderWay(Conflict):
    code = "training_under_way"
    message = gettext_lazy("A version is being learnt already. Ask again when it is ready.")


class SwitchedMeanwhile(Conflict):
    code = "switched_meanwhile"
    message = gettext_lazy("A colleague switched the classifier meanwhile. Look again before you do.")


def check_training() -> None:
    """Raises InvalidInput where people have labelled too little, TrainingUnderWay."""
    if ClassifierVersion.objects.filter(state=State.ASKED).exists():
        raise TrainingUnderWay
    _enough_labelled()


def _enough_labelled() -> list[Labelled]:
    labelled = labelled_tickets()
    if len(labelled) < FEWEST:
        raise InvalidInput(
            _("There are labels of %(n)s tickets; learning makes sense from %(fewest)s on.")
            % {"n": len(labelled), "fewest": FEWEST}
        )
    return labelled


@transaction.atomic
def ask_training(*, by: User, note: str = "", now: datetime | None = None) -> ClassifierVersion:
    """Has a worker learn a version and compare it with what is live. Raises what `check_training` does."""
    check_training()
    try:
        with transaction.atomic():
            version = ClassifierVersion.objects.create(asked_by=by, note=note, asked_at=now or timezone.now())
    except IntegrityError as error:
        raise TrainingUnderWay from error
    publish(TrainingAsked(version=version.pk))
    return version


def train_version(*, version_id: int, now: datetime) -> bool:
    """Learns and compares, outside of any transaction. True for the one call that did it; one that died is repeated."""
    asked = ClassifierVersion.objects.filter(pk=version_id, state=State.ASKED)
    if not asked.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)).update(claimed_at=now):
        return False
    try:
        labelled, before, reports = _enough_labelled(), live(), list(read_reports())
        taught = [one for one in labelled if not one.is_held_out]
        weights = to_bytes(_learn(reports, taught), TRIAGE.digest())
        name = hashlib.sha256(weights).hexdigest()[:12]
        after = Classifier(name, from_bytes(weights, TRIAGE.digest()) or {})
        report = compare(before, after, [one for one in labelled if one.is_held_out])
        kept = [one for one in reports if one.family % LEFT_OUT]
        report["examples"] = remembered(
            Classifier("", _learn(kept, [])),
            Classifier("", _learn(kept, taught)),
            [one for one in reports if one.family % LEFT_OUT == 0],
        )
        report |= {"before": before.name, "worse": worse(report)}
    except Exception:  # whatever it fails with, the operator is told instead of waiting for ever
        logger.exception("The classifier's version %s couldn't be learnt.", version_id)
        asked.update(state=State.FAILED)
        return False
    return bool(
        asked.update(
            state=State.REFUSED if report["worse"] else State.READY,
            name=name,
            weights=weights,
            learnt_from=[one.ticket for one in taught],
            learnt_at=timezone.now(),
            report=report,
        )
    )


def _learn(reports: Sequence[Report], taught: Sequence[Labelled]) -> Models:
    families = 1 + max(report.family for report in reports)
    return learn_from(
        [*(report.text for report in reports), *(one.text for one in taught)],
        [*(report.labels for report in reports), *(one.labels for one in taught)],
        [*(report.family for report in reports), *range(families, families + len(taught))],
    )


def switches() -> QuerySet[ClassifierSwitch]:
    """The newest first, with their versions but for what weighs much of those."""
    heavy = [f"version__{name}" for name in HEAVY]
    return ClassifierSwitch.objects.select_related("version", "by").defer(*heavy).order_by("-number")


def live_switch() -> ClassifierSwitch | None:
    return switches().first()


@transaction.atomic
def put_live(*, version_id: int, by: User, reason: str, after: int, now: datetime | None = None) -> ClassifierSwitch:
    """From now on this version judges; `after` numbers the switch that its operator had read, 0 for none. Raises
    NotFound, InvalidInput for a version that may not judge, SwitchedMeanwhile."""
    version = ClassifierVersion.objects.defer(*HEAVY).filter(pk=version_id).first()
    if version is None:
        raise NotFound
    if version.state != State.READY:
        raise InvalidInput(_("Only a version that did not do worse may judge."))
    if not is_current(version.pk):
        raise InvalidInput(_("It was learnt with the examples of an earlier release. Learn a new one."))
    return _switch(version=version, by=by, reason=reason, after=after, now=now)


@transaction.atomic
def put_back(*, by: User, reason: str, after: int, now: datetime | None = None) -> ClassifierSwitch:
    """From now on what judged before judges again. Raises InvalidInput where nothing did, SwitchedMeanwhile."""
    if after == 0:
        raise InvalidInput(_("Nothing was switched yet."))
    before = switches().filter(number=after - 1).first()
    return _switch(version=before.version if before else None, by=by, reason=reason, after=after, now=now)


def _switch(
    *, version: ClassifierVersion | None, by: User, reason: str, after: int, now: datetime | None
) -> ClassifierSwitch:
    last = live_switch()
    if (last.number if last else 0) != after:
        raise SwitchedMeanwhile
    try:
        with transaction.atomic():
            return ClassifierSwitch.objects.create(
                number=after + 1, version=version, by=by, reason=reason, at=now or timezone.now()
            )
    except IntegrityError as error:
        raise SwitchedMeanwhile from error
