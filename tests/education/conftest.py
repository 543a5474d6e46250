import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    """Counts of the minute don't reach from one test into the next."""
    cache.clear()
