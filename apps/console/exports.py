"""Exports for spreadsheets: what a cell holds stays text, whatever it begins with."""

from typing import Any

from import_export import resources

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula (OWASP, CSV injection): dangerous beginnings get an apostrophe."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


class HarmlessResource(resources.ModelResource):
    """Base of every export of the console."""

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        return [harmless(value) for value in super().export_resource(instance, selected_fields, **kwargs)]
