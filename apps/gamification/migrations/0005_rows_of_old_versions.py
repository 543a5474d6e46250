"""The numbers of each version become rows, and the rule's words the version's. Back again, rows that the old columns
can't hold are left out."""

from django.db import migrations

BATCH = 500


def to_rows(version, rule):
    version.audience = [{"role": version.role}] if version.role else []
    version.conditions = (
        [{"fact": "waited_hours", "operator": "at_most", "value": version.max_wait_hours}]
        if version.max_wait_hours and rule.deed == "first_answer"
        else []
    )
    version.rewards = [{"kind": "points", "amount": version.points}]
    limits = []
    if version.max_per_day:
        limits.append({"of": "awards", "per": "member", "within": "day", "most": version.max_per_day})
    if version.max_per_counterparty and rule.deed in ("first_answer", "greeted", "conversation_rated"):
        limits.append({"of": "awards", "per": "pair", "within": "ever", "most": version.max_per_counterparty})
    if version.cooldown_minutes:
        limits.append(
            {"of": "awards", "per": "member", "within": "hours", "most": 1, "hours": version.cooldown_minutes / 60}
        )
    if version.budget:
        limits.append({"of": "points", "per": "all", "within": "ever", "most": version.budget})
    version.limits = limits
    version.name_en, version.name_zh, version.why_en, version.why_zh = (
        rule.name_en,
        rule.name_zh,
        rule.why_en,
        rule.why_zh,
    )


def to_numbers(version):
    version.role = version.audience[0]["role"] if version.audience else ""
    version.points = next((row["amount"] for row in version.rewards if row["kind"] == "points"), 0)
    waited = [row["value"] for row in version.conditions if row["fact"] == "waited_hours"]
    version.max_wait_hours = waited[0] if waited else 0
    for row in version.limits:
        shape = (row["of"], row["per"], row["within"])
        if shape == ("awards", "member", "day"):
            version.max_per_day = row["most"]
        elif shape == ("awards", "pair", "ever"):
            version.max_per_counterparty = row["most"]
        elif shape == ("awards", "member", "hours"):
            version.cooldown_minutes = round(row["hours"] * 60)
        elif shape == ("points", "all", "ever"):
            version.budget = row["most"]


NUMBERS = ["role", "points", "max_wait_hours", "max_per_day", "max_per_counterparty", "cooldown_minutes", "budget"]
ROWS = ["audience", "conditions", "limits", "rewards", "name_en", "name_zh", "why_en", "why_zh"]


def each(model, change, fields):
    last = 0
    while batch := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        for row in batch:
            change(row)
        model.objects.bulk_update(batch, fields)


def forwards(apps, schema_editor):
    rules = {rule.pk: rule for rule in apps.get_model("gamification", "Rule").objects.all()}
    for name in ("RuleVersion", "HistoricalRuleVersion"):
        each(
            apps.get_model("gamification", name),
            lambda version: version.rule_id in rules and to_rows(version, rules[version.rule_id]),
            ROWS,
        )


def backwards(apps, schema_editor):
    RuleVersion = apps.get_model("gamification", "RuleVersion")
    each(RuleVersion, to_numbers, NUMBERS)
    for rule in apps.get_model("gamification", "Rule").objects.all():
        newest = RuleVersion.objects.filter(rule=rule).order_by("-number").first()
        if newest is not None:
            rule.why_en, rule.why_zh = newest.why_en, newest.why_zh
            rule.save(update_fields=["why_en", "why_zh"])


class Migration(migrations.Migration):
    dependencies = [("gamification", "0004_versions_as_rows")]

    operations = [migrations.RunPython(forwards, backwards)]
