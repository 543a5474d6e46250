from django.db import transaction

from apps.chat.files.events import PageAwaited
from apps.chat.first_pages.tasks import draw_page
from apps.events.registry import handles


@handles(PageAwaited)
def the_first_page_is_drawn(event: PageAwaited) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the file within five minutes."""
    transaction.on_commit(lambda: draw_page.apply_async((event.table, event.row), retry=False), robust=True)
