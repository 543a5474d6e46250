"""Awards, their entries, decisions and published rules: refused to change by our code and by the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.append_only.rows import WrittenOnce
from apps.gamification.awards.selectors import progress
from apps.gamification.guards import GUARDS
from apps.gamification.models import Award, AwardEntry, FormDraw, RuleDecision, RuleVersion
from apps.gamification.rules.draws import Claim, draw_forms
from tests.gamification.forms import offer
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.gamification.versions import version_fields

MODELS = {model._meta.db_table: model for model in (Award, AwardEntry, RuleDecision, FormDraw, RuleVersion)}


@pytest.fixture(autouse=True)
def earned(ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben, "message:1", now=NOON)
    draw_forms([Claim(offer("greeted-in-forms"), ben, NOON)], now=NOON)


def run_sql(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("model", [Award, AwardEntry, RuleDecision])
def test_code_cannot_change_what_was_written(model):
    row = model.objects.first()
    for change in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=1)):
        with pytest.raises(WrittenOnce):
            change()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE gamification_award SET points = 1000",
        "UPDATE gamification_award SET facts = '{}'",
        "UPDATE gamification_award SET lapses_at = NULL",
        "UPDATE gamification_awardentry SET kind = 'lapsed'",
        "UPDATE gamification_awardentry SET reason = 'copied'",
        "UPDATE gamification_ruledecision SET outcome = 'capped'",
        "UPDATE gamification_ruledecision SET points = 1000",
        "UPDATE gamification_ruleversion SET rewards = '[]'",
        "UPDATE gamification_ruleversion SET published_at = NULL",
        "DELETE FROM gamification_awardentry",
        "DELETE FROM gamification_award",
        "DELETE FROM gamification_ruledecision",
        "DELETE FROM gamification_ruleversion",
    ],
)
def test_the_database_refuses_the_change(change):
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(change)


def test_nobody_can_give_an_award_to_somebody_else(olga):
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(f"UPDATE gamification_award SET person_id = {olga.pk}")


def test_a_draft_may_change_until_it_is_published():
    draft = RuleVersion.objects.create(rule=Award.objects.get().rule, number=2, **version_fields(points=1))
    run_sql(f"UPDATE gamification_ruleversion SET hold_hours = 7 WHERE id = {draft.pk}")
    run_sql(f"DELETE FROM gamification_ruleversion WHERE id = {draft.pk}")
    assert RuleVersion.objects.filter(pk=draft.pk).count() == 0


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.table)
def test_no_column_is_left_out(guard):
    columns = {field.column for field in MODELS[guard.table]._meta.concrete_fields}
    assert columns == {*guard.fixed, *guard.forgettable}


def test_erasing_a_person_leaves_the_points_and_takes_the_name(ana, ben):
    ben.delete()
    award = Award.objects.get()
    assert (award.person, award.points, award.decision.beneficiary, award.decision.counterparty) == (
        None,
        10,
        None,
        ana,
    )
    ana.delete()
    assert RuleDecision.objects.get().counterparty is None


def test_what_an_erased_person_confirmed_stays_settled(ana, ben):
    ana.delete()
    assert progress(ben).points == 10


@pytest.mark.sqlite
@pytest.mark.parametrize("table", [guard.table for guard in GUARDS])
def test_nothing_is_replaced_by_an_insert(table):
    columns = ", ".join(MODELS[table]._meta.get_field(f.name).column for f in MODELS[table]._meta.concrete_fields)
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1")


@pytest.mark.postgres
@pytest.mark.parametrize("table", [guard.table for guard in GUARDS])
def test_no_table_is_emptied_at_a_stroke(table):
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    ("table", "column"),
    [(guard.table, column) for guard in GUARDS for column in guard.forgettable if column != "by_id"],
)
def test_nobody_is_forgotten_who_is_not_being_erased(ben, table, column):
    if column == "published_by_id":
        draft = RuleVersion.objects.create(rule=Award.objects.get().rule, number=2, published_by=ben, published_at=NOON)
        assert draft.pk
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(f"UPDATE {table} SET {column} = NULL WHERE {column} IS NOT NULL")
