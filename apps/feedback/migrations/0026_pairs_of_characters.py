from django.db import migrations

from apps.schema import DatabaseObjects

PAIRS = """
CREATE OR REPLACE FUNCTION feedback_pairs(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT piece) FROM (
        SELECT unnest(ARRAY[one, one || lead(one) OVER (ORDER BY place)]) AS piece
        FROM unnest(string_to_array(upper(body), NULL)) WITH ORDINALITY AS characters(one, place)
    ) AS pieces WHERE piece IS NOT NULL
$$
"""
INDEX = "CREATE INDEX IF NOT EXISTS ticket_pairs ON feedback_ticket USING gin (feedback_pairs(body))"


def add(apps, schema_editor):
    """The characters of a text and its pairs of neighbours, by which the console's search finds a part of it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PAIRS)
        schema_editor.execute(INDEX)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS ticket_pairs")
        schema_editor.execute("DROP FUNCTION IF EXISTS feedback_pairs(text)")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0025_release_of_an_incident")]

    operations = [DatabaseObjects(add, remove)]
