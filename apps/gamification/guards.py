"""What the database itself refuses: changed or vanished awards, entries, decisions, draws and published rules.

When a person is erased, their columns become null; ids, points and times stay. Keys name people by number alone.
"""

from apps.append_only.guards import Guard

GUARDS = (
    Guard(
        table="gamification_award",
        fixed=["id", "key", "rule_id", "decision_id", "deed", "points", "facts", "lapses_at", "created_at"],
        forgettable=["person_id"],
        unique=[["key"], ["decision_id"]],
    ),
    Guard(
        table="gamification_awardentry",
        fixed=["id", "award_id", "sequence", "answers_id", "kind", "points", "weight", "cause", "reason", "created_at"],
        forgettable=["by_id"],
        unique=[["award_id", "sequence"], ["answers_id"]],
    ),
    Guard(
        table="gamification_ruledecision",
        fixed=["id", "rule_id", "version_id", "deed", "outcome", "facts", "points", "decided_at"],
        forgettable=["beneficiary_id", "counterparty_id"],
        unique=[["rule_id", "deed", "beneficiary_id"]],
    ),
    Guard(
        table="gamification_ruleversion",
        fixed=[
            "id",
            "rule_id",
            "number",
            "audience",
            "conditions",
            "limits",
            "rewards",
            "forms",
            "forms_weeks",
            "forms_measure",
            "settling",
            "settle_within_days",
            "hold_hours",
            "name_en",
            "name_zh",
            "why_en",
            "why_zh",
            "published_at",
            "created_at",
        ],
        forgettable=["published_by_id"],
        once="OLD.published_at IS NOT NULL",
        unique=[["rule_id", "number"]],
    ),
    Guard(
        table="gamification_formdraw",
        fixed=["id", "key", "rule_id", "version_id", "unit", "segment", "form", "propensity", "drawn_at", "until"],
        forgettable=["person_id"],
        unique=[["key"]],
    ),
)

COINS = (
    Guard(
        table="gamification_coinaccount",
        fixed=["id", "kind"],
        forgettable=["person_id"],
        unique=[["person_id", "kind"]],
    ),
    Guard(
        table="gamification_cointransaction",
        fixed=["id", "key", "kind", "cause", "reverses_id", "created_at"],
        forgettable=["by_id"],
        unique=[["key"], ["reverses_id"]],
    ),
    Guard(
        table="gamification_coinleg",
        fixed=["id", "transaction_id", "account_id", "amount"],
        unique=[["transaction_id", "account_id"]],
    ),
)
