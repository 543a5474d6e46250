from functools import partial

from django.db import transaction

from apps.events.registry import handles
from apps.feedback.ledger.events import TrainingAsked
from apps.feedback.ledger.tasks import train_classifier


@handles(TrainingAsked)
def learn_it(event: TrainingAsked) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the version within minutes."""
    transaction.on_commit(partial(train_classifier.apply_async, (event.version,), retry=False), robust=False)
