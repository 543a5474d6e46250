"""What the database itself refuses: a changed report, a rewritten timeline. Installed by a migration.

A text may become empty, when a person is erased, and a person may be taken off; nothing else of these rows changes.
SQLite drops a table's triggers when a migration rebuilds it: such a migration ends by installing the guards again,
and a test says so.
"""

from typing import Any

_FIXED = {
    "feedback_ticket": ["created_at", "client_id", "channel"],
    "feedback_classification": ["ticket_id", "field", "value", "confidence", "source", "model_version", "created_at"],
    "feedback_ticketentry": ["ticket_id", "kind", "is_public", "status", "promised_for", "facts", "created_at"],
}
_ERASABLE = {"feedback_ticket": ["body"], "feedback_ticketentry": ["body"]}
_KEPT = ("feedback_classification", "feedback_ticketentry")

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION feedback_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def install(schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
    for table in _FIXED:
        _install_on(schema_editor, table, "update", vendor)
    if vendor == "postgresql":
        for table in _KEPT:
            _install_on(schema_editor, table, "delete", vendor)


def remove(schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for table in _FIXED:
        for event in ("update", "delete"):
            on_table = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS feedback_refuse()")


def _install_on(schema_editor: Any, table: str, event: str, vendor: str) -> None:
    name = f"{table}_no_{event}"
    if vendor == "postgresql":
        when = f" WHEN ({_changes(table, vendor)})" if event == "update" else ""
        schema_editor.execute(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW{when} "
            "EXECUTE FUNCTION feedback_refuse()"
        )
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW WHEN {_changes(table, vendor)} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
    )


def _changes(table: str, vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    fixed = [f"NEW.{column} {differs} OLD.{column}" for column in _FIXED[table]]
    erasable = [f"(NEW.{column} <> OLD.{column} AND NEW.{column} <> '')" for column in _ERASABLE.get(table, [])]
    return " OR ".join(fixed + erasable)
