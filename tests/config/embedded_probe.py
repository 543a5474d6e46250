"""Run by test_embedded.py in a process of its own: publishes events while a task is slow, and prints how long each
took from its commit to its handler, in milliseconds, and whether the slow task was still running at the end."""

import json
import os
import signal
import socket
import statistics
import sys
import threading
import time
from dataclasses import dataclass

import django

django.setup()

from celery import shared_task  # noqa: E402  needs the apps loaded
from django.db import connections, transaction  # noqa: E402

from apps.events.registry import Event, handles  # noqa: E402
from apps.events.services import publish  # noqa: E402
from config.embedded import serve  # noqa: E402

begun, finish = threading.Event(), threading.Event()
handled: dict[int, float] = {}


@dataclass(frozen=True)
class Probe(Event, kind="probe"):
    number: int

    @property
    def subject(self) -> str:
        return "probe"


@handles(Probe)
def note(event: Probe) -> None:
    handled[event.number] = time.monotonic()


@shared_task(name="probe.slow")
def slow() -> None:
    begun.set()
    finish.wait(60)


def probe() -> None:
    slow.delay()
    begun.wait(30)
    took = []
    for number in range(20):
        with transaction.atomic():
            publish(Probe(number=number))
        committed = time.monotonic()
        while number not in handled and time.monotonic() < committed + 10:
            time.sleep(0.001)
        took.append((handled[number] - committed) * 1000)
    print(json.dumps({"median_ms": statistics.median(took), "slow_still_ran": not finish.is_set()}))
    sys.stdout.flush()
    finish.set()
    connections.close_all()
    os.kill(os.getpid(), signal.SIGTERM)


signal.signal(signal.SIGTERM, signal.SIG_IGN)
threading.Thread(target=probe, daemon=True).start()
serve(socket.create_server(("127.0.0.1", 0)))
