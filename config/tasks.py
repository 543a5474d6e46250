"""What all tasks have in common."""

import logging
from typing import Any

from celery.contrib.django.task import DjangoTask
from kombu.exceptions import OperationalError
from redis import RedisError

logger = logging.getLogger(__name__)


class WakeUp(DjangoTask):
    """A task is a wake-up; what is to be done stands in the database, and a periodic sweep finds what was never woken.

    So sending one fails quietly: no request that has committed its work ends in an error because the broker is away.
    """

    abstract = True

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().apply_async(*args, **kwargs)
        except (OperationalError, RedisError, OSError):
            logger.warning("The broker is away; the sweep will do what %s was sent for.", self.name)
            return None
