"""What the database itself refuses: a changed line of the operators' log, another seal."""

from apps.append_only.guards import Guard

LOG = Guard(
    table="django_admin_log",
    fixed=["id", "action_time", "user_id", "object_id", "action_flag"],
    erasable=["object_repr", "change_message"],
)
SEALS = Guard(
    table="accounts_seal",
    fixed=["id", "table_name", "number", "columns", "after_id", "until_id", "rows", "digest", "signature", "sealed_at"],
    unique=[["table_name", "number"]],
)
