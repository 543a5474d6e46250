from celery import shared_task

from apps.chat.translation.services import translate


@shared_task(name="chat.translate")
def translate_message(translation_id: int) -> None:
    """Once, however often it is delivered: what isn't waiting is left alone."""
    translate(translation_id=translation_id)
