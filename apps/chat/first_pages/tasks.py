from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.chat.first_pages import services
from apps.events.schedule import periodic


@shared_task(name="chat.draw_page")
def draw_page(table: str, row: int) -> None:
    """Once, however often it is delivered: what doesn't wait for its page is left alone."""
    services.draw_page(table=table, row=row)


@periodic("chat.tend_pages", every_seconds=300, title=_("Draw first pages that were left over"))
def tend_pages(now: datetime) -> None:
    for table, row in services.waiting_pages(now=now):
        draw_page.apply_async((table, row), retry=False)
