"""What a macro means for one ticket, and what it does along with the answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.macros.models import Macro, MacroAction
from apps.feedback.macros.places import filled
from apps.feedback.macros.values import problem_with, words
from apps.feedback.routing.services import give_to_team
from apps.feedback.tickets.labels import Language
from apps.feedback.tickets.lifecycle import may_move
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.triage.services import override_classification
from apps.feedback.work.services import assign_ticket

MOST_MACROS = 100
CHINESE = frozenset({Language.CHINESE, Language.MIXED})
Kind = MacroAction.Kind


@dataclass(frozen=True)
class Prepared:
    """A macro for one ticket: the answer in its reporter's language, the status and the day that the form is to show,
    and the rest in words."""

    macro: Macro
    text: str
    to: str
    promised_day: date | None
    also: list[str]


def prepared_macros(ticket: Ticket, *, now: datetime) -> list[Prepared]:
    """Those in use, by name; without what can't be done to this ticket now."""
    macros = Macro.objects.filter(is_active=True).prefetch_related("actions").order_by("name_en", "pk")[:MOST_MACROS]
    return [_prepared(macro, ticket, now=now) for macro in macros]


def _prepared(macro: Macro, ticket: Ticket, *, now: datetime) -> Prepared:
    values = {action.kind: action.value for action in macro.actions.all()}
    to = values.get(Kind.STATUS, "")
    days = values.get(Kind.PROMISE, "")
    return Prepared(
        macro=macro,
        text=reply_for(macro, ticket),
        to=to if to and may_move(ticket.status, to) else "",
        promised_day=timezone.localdate(now) + timedelta(days=int(days)) if days.isdecimal() else None,
        also=[words(action) for action in macro.actions.all() if action.kind not in (Kind.STATUS, Kind.PROMISE)],
    )


def reply_for(macro: Macro, ticket: Ticket) -> str:
    """In the language of the ticket; where that isn't known, in the reporter's; in the other one where one is empty."""
    language = ticket.language or (ticket.told_by.language if ticket.told_by else "")
    is_chinese = language in CHINESE or language.startswith("zh")
    text = (macro.reply_zh or macro.reply_en) if is_chinese else (macro.reply_en or macro.reply_zh)
    name = ticket.told_by.name if ticket.told_by else ""
    return filled(text, name=name, number=str(ticket.pk))


@transaction.atomic
def do_along(*, ticket_id: int, operator: User, macro: Macro, now: datetime | None = None) -> None:
    """Does what a macro does beside the answer, its status and its day, which the form brings."""
    ticket = lock_ticket(ticket_id)
    for action in macro.actions.all():
        if problem_with(action.kind, action.value):
            continue  # the team is gone meanwhile
        if action.kind in (Kind.CATEGORY, Kind.SEVERITY, Kind.AREA) and getattr(ticket, action.kind) != action.value:
            override_classification(
                ticket_id=ticket_id, operator=operator, field=action.kind, value=action.value, now=now
            )
        elif action.kind == Kind.TEAM:
            give_to_team(ticket_id=ticket_id, operator=operator, team_id=int(action.value), now=now)
        elif action.kind == Kind.TAKE:
            assign_ticket(ticket_id=ticket_id, operator=operator, to=operator, now=now)
