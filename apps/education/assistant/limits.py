"""How often the help may be asked: a question costs the server more than a page."""

from django.core.cache import cache
from django.utils import timezone

from apps.errors import RateLimited

A_MINUTE = 60
QUESTIONS_A_MINUTE = 20
VISITORS_QUESTIONS_A_MINUTE = 40
"""For all visitors of one address together: a school or an office may share it."""


def count_question(*, asker: str, is_visitor: bool) -> None:
    """Counts one question of `asker` (an id or a network address). Raises RateLimited beyond the minute's limit."""
    second = int(timezone.now().timestamp())
    key = f"education.asked:{asker}:{second // A_MINUTE}"
    cache.add(key, 0, timeout=2 * A_MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:  # forgotten between the two calls
        return
    if asked > (VISITORS_QUESTIONS_A_MINUTE if is_visitor else QUESTIONS_A_MINUTE):
        raise RateLimited(retry_after=A_MINUTE - second % A_MINUTE)
