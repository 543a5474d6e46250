from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.chat.previews.services import fetch_page, forget_empty_pages, waiting_pages
from apps.events.schedule import periodic


@shared_task(name="chat.fetch_link")
def fetch_link(page_id: int) -> None:
    """Once, however often it is delivered: what isn't waiting is left alone."""
    fetch_page(page_id=page_id)


@periodic("chat.tend_links", every_seconds=300, title=_("Fetch pages behind links again"))
def tend_links(now: datetime) -> None:
    forget_empty_pages(now=now)
    for number in waiting_pages(now=now):
        fetch_link.delay(number)
