"""How much travels before a conversation can be read: everything that its page asks for, as a first visitor gets it."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from apps.chat.sending.services import send_message

# What a server says above each file, roughly.
HEADERS_BYTES = 390
AT_MOST_BYTES = 100 * 1024


@pytest.mark.django_db
def test_a_conversation_with_a_full_page_of_messages_travels_in_a_hundred_kibibytes(
    collected: Path, conversation, ana, ben, sign_in
):
    for number in range(60):
        writer = (ana, ben)[number % 2]
        body = f"{number}: I could start in {number} weeks; would Tuesday at {number % 12} suit you for a first call?"
        send_message(sender=writer, conversation_id=conversation.pk, body=body, client_id=uuid4())
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.StaticFiles"}}
    with override_settings(STATIC_ROOT=collected, STORAGES=storages, WHITENOISE_USE_FINDERS=False):
        browser = sign_in(ana)
        address = f"/inbox/{conversation.pk}/"
        page = browser.get(address).text
        weights = {address: len(browser.get(address, headers={"accept-encoding": "br"}).content)}
        # What stands in a template is markup that nobody asks for yet.
        at_first = re.sub(r"<template\b.*?</template>", "", page, flags=re.DOTALL)
        waiting = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', at_first)
        while waiting:
            file = waiting.pop()
            if file in weights:
                continue
            weights[file] = len(browser.get(file, headers={"accept-encoding": "br"}).getvalue())
            if file.endswith(".js"):
                imported = re.findall(r'(?:from|import) "(\.[^"]+\.js)"', browser.get(file).getvalue().decode())
                waiting += [str((Path(file).parent / name).resolve()) for name in imported]
    assert len(weights) > 20, "the modules were followed"
    total = sum(weights.values()) + HEADERS_BYTES * len(weights)
    assert total <= AT_MOST_BYTES, sorted(weights.items(), key=lambda file: -file[1])[:8]
