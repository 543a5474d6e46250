from django.db import migrations

from apps.append_only.guards import Guard, install, remove

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
        fixed=["id", "rule_id", "number", "points", "role", "settling", "published_at", "created_at"],
        forgettable=["published_by_id"],
        once="OLD.published_at IS NOT NULL",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("gamification", "0002_erasable_people_and_history")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, GUARDS),
            lambda apps, schema_editor: remove(schema_editor, GUARDS),
        )
    ]
