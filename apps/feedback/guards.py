"""What the database itself refuses: a changed report, a rewritten timeline. Installed by a migration.

A text may become empty, when a person is erased, and a person may be taken off; nothing else of these rows changes.
"""

from collections.abc import Sequence
from typing import Any

from apps.append_only import guards
from apps.append_only.guards import Guard

GUARDS = (
    Guard(
        table="feedback_ticket",
        fixed=["created_at", "client_id", "channel"],
        erasable=["body"],
        deletable=True,
    ),
    Guard(
        table="feedback_classification",
        fixed=["ticket_id", "field", "value", "confidence", "source", "model_version", "created_at"],
    ),
    Guard(
        table="feedback_ticketentry",
        fixed=["ticket_id", "kind", "is_public", "status", "promised_for", "facts", "created_at"],
        erasable=["body"],
    ),
)

CLOCKS = (
    Guard(
        table="feedback_clock",
        fixed=["ticket_id", "kind", "started_at", "due_at", "is_met", "decided_at", "ended_at"],
        once="OLD.ended_at IS NOT NULL",
    ),
    Guard(table="feedback_clockevent", fixed=["clock_id", "kind", "at", "due_at"]),
)
"""From its end on nothing of a clock changes, and its events never do."""

SWITCHES = (
    Guard(
        table="feedback_classifierswitch",
        fixed=["number", "version_id", "reason", "at"],
        unique=[["number"]],
    ),
)


def install(schema_editor: Any, guarded: Sequence[Guard] = GUARDS) -> None:
    guards.install(schema_editor, guarded)


def remove(schema_editor: Any, guarded: Sequence[Guard] = GUARDS) -> None:
    guards.remove(schema_editor, guarded)
