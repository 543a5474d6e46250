from typing import Any

from django.conf import settings
from django.core.checks import Warning


def operators_need_a_second_step(app_configs: Any, **kwargs: Any) -> list[Warning]:
    if settings.OPERATORS_NEED_SECOND_STEP:
        return []
    return [
        Warning(
            "Operators may sign in with their password alone.",
            hint="Set OPERATORS_NEED_SECOND_STEP. The console's first page says how many go without.",
            id="accounts.W001",
        )
    ]
