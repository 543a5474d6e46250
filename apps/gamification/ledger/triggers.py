"""What the database itself sees to in the ledger of coins, beside the guards: two legs each, which sum to zero.

A transaction without its legs is refused at the commit on PostgreSQL. SQLite knows no check at the commit: there the
nightly proof would find it.
"""

from typing import Any

_POSTGRES = (
    """
    CREATE OR REPLACE FUNCTION coins_leg_fits() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE legs integer; total bigint;
    BEGIN
      SELECT COUNT(*), COALESCE(SUM(amount), 0) INTO legs, total
        FROM gamification_coinleg WHERE transaction_id = NEW.transaction_id;
      IF legs > 1 OR (legs = 1 AND total + NEW.amount <> 0) THEN
        RAISE EXCEPTION 'the legs of a coin transaction sum to zero' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION coins_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE legs integer; total bigint;
    BEGIN
      SELECT COUNT(*), COALESCE(SUM(amount), 0) INTO legs, total
        FROM gamification_coinleg WHERE transaction_id = NEW.id;
      IF legs <> 2 OR total <> 0 THEN
        RAISE EXCEPTION 'the legs of a coin transaction sum to zero' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER coins_leg_fits BEFORE INSERT ON gamification_coinleg
      FOR EACH ROW EXECUTE FUNCTION coins_leg_fits()
    """,
    """
    CREATE CONSTRAINT TRIGGER coins_balance AFTER INSERT ON gamification_cointransaction
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION coins_balance()
    """,
)
_SQLITE = (
    """
    CREATE TRIGGER coins_leg_fits BEFORE INSERT ON gamification_coinleg FOR EACH ROW
      WHEN (SELECT COUNT(*) > 1 OR (COUNT(*) = 1 AND SUM(amount) + NEW.amount <> 0)
              FROM gamification_coinleg WHERE transaction_id = NEW.transaction_id)
      BEGIN SELECT RAISE(ABORT, 'the legs of a coin transaction sum to zero'); END
    """,
)


def install(schema_editor: Any) -> None:
    for statement in _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement, params=None)


def remove(schema_editor: Any) -> None:
    """The tables go, and their triggers with them; functions stay behind."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS coins_balance ON gamification_cointransaction")
        schema_editor.execute("DROP TRIGGER IF EXISTS coins_leg_fits ON gamification_coinleg")
        schema_editor.execute("DROP FUNCTION IF EXISTS coins_balance()")
        schema_editor.execute("DROP FUNCTION IF EXISTS coins_leg_fits()")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS coins_leg_fits")
