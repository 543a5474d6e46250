"""What changed in a row, in the words of its pages."""

from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db.models import BooleanField, ManyToManyField
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

EMPTY = "-"


class ReadableChanges(HistoricalRecordContextHelper):
    """A choice stands there by its name, a moment in the operator's own time, and nothing at all as a dash."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        if isinstance(field, ManyToManyField):
            return super().prepare_delta_change_value(change, value)
        if value is None or value in ("", [], {}):
            return EMPTY
        if isinstance(field, BooleanField):
            return _("Yes") if value else _("No")
        return display_for_field(value, field, EMPTY, avoid_link=True)
