"""What the database itself refuses: changed or vanished awards, entries, decisions and published rules.

When a person is erased, their columns become null; ids, points and times stay. Keys name people by number alone.
"""

from apps.append_only.guards import Guard

GUARDS = (
    Guard(
        table="gamification_award",
        fixed=["id", "key", "rule_id", "decision_id", "deed", "points", "facts", "lapses_at", "created_at"],
        forgettable=["person_id"],
    ),
    Guard(
        table="gamification_awardentry",
        fixed=["id", "award_id", "kind", "cause", "reason", "created_at"],
        forgettable=["by_id"],
    ),
    Guard(
        table="gamification_ruledecision",
        fixed=["id", "rule_id", "version_id", "deed", "outcome", "facts", "points", "decided_at"],
        forgettable=["beneficiary_id", "counterparty_id"],
    ),
    Guard(
        table="gamification_ruleversion",
        fixed=[
            "id",
            "rule_id",
            "number",
            "points",
            "role",
            "max_wait_hours",
            "settling",
            "settle_within_days",
            "max_per_day",
            "max_per_counterparty",
            "cooldown_minutes",
            "budget",
            "published_at",
            "created_at",
        ],
        forgettable=["published_by_id"],
        once="OLD.published_at IS NOT NULL",
    ),
)
