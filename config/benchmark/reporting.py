"""`bench tickets`: how many reports a second are taken in, and how many sorted."""

import time
from dataclasses import dataclass
from uuid import uuid4

from apps.feedback.models import Ticket
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.services import triage_ticket
from config.benchmark.figures import in_time, percentile
from config.benchmark.population import create_people

SAID = (
    "The page stays white after I press send, since yesterday evening, on my phone.",
    "我上传了简历，但是一直显示正在处理，已经等了半个小时。",
    "Could you add a way to sort the candidates by city? We have offices in three.",
    "搜索不到我昨天的聊天记录，输入对方名字也没有结果。",
    "I was charged a deposit before the interview, is that allowed here?",
    "消息提醒太多了，晚上十一点还在响，能不能关掉一部分？",
)


@dataclass(slots=True, frozen=True)
class Sorted:
    """A second, of one process, while nothing else is done; milliseconds of CPU of sorting one."""

    tickets: int
    taken: float
    sorted: float
    p50: float | None
    p95: float | None
    left: int

    def __str__(self) -> str:
        times = in_time({"p50": self.p50, "p95": self.p95}, "ms", 0)
        return (
            f"{self.tickets} reports: {self.taken:.0f} taken in a second, {self.sorted:.0f} sorted a second by one "
            f"process ({times} of CPU each), {self.left} left unsorted"
        )


def measure(tickets: int) -> Sorted:
    """As many people report one thing each; then all that is theirs is sorted."""
    people = create_people(tickets)
    begin = time.perf_counter()
    made = [
        open_ticket(reporter=person, body=f"{SAID[number % len(SAID)]} ({number})", client_id=uuid4()).pk
        for number, person in enumerate(people)
    ]
    taking = time.perf_counter() - begin
    triage_ticket(ticket_id=made[0])  # the models are loaded once, and that isn't measured
    costs: list[float] = []
    begin = time.perf_counter()
    for ticket in made[1:]:
        used = time.process_time()
        triage_ticket(ticket_id=ticket)
        costs.append(1000 * (time.process_time() - used))
    sorting = time.perf_counter() - begin
    left = Ticket.objects.filter(pk__in=made, triaged_at=None).count()
    return Sorted(
        len(made), len(made) / taking, len(costs) / sorting, percentile(costs, 0.5), percentile(costs, 0.95), left
    )
