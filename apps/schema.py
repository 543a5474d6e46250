"""How an empty database gets its tables at once, instead of living through the whole history of the product.

Django builds all models anew after each step of that history, a hundred times as long as making their last shape takes.
What a migration makes by hand beside the tables (triggers, functions, indexes) is a step of `DatabaseObjects`, so that
an empty database gets it, too; `tests/config/test_schema.py` compares both ways.
"""

from typing import Any

from django.apps import apps
from django.db import router
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


class DatabaseObjects(RunPython):
    """Makes, by the schema editor alone, what stands beside the tables and fits the tables of today."""


def is_empty(connection: Any) -> bool:
    """Whether no table is there, of ours or of anybody."""
    return not connection.introspection.table_names()


def create(connection: Any) -> None:
    """All tables and what stands beside them, in one transaction, with every migration noted as applied."""
    executor = MigrationExecutor(connection)
    no_models = StateApps([], {})
    with connection.schema_editor() as editor:
        for app in apps.get_app_configs():
            for model in router.get_migratable_models(app, connection.alias, include_auto_created=False):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        executor.recorder.ensure_schema()
        for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
            for operation in migration.operations:
                if isinstance(operation, DatabaseObjects):
                    operation.code(no_models, editor)
            executor.recorder.record_applied(migration.app_label, migration.name)
