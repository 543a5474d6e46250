"""In the console a read-only value links to its own page only for those who may open that page."""

from typing import Any

from django.db.models import Field, Model
from simple_history.models import HistoricalRecords
from unfold.fields import UnfoldAdminReadonlyField

_linked = UnfoldAdminReadonlyField.get_admin_url


def _linked_if_it_opens(self: UnfoldAdminReadonlyField, remote_field: "Field[Any, Any]", remote_obj: Model) -> str:
    # The field knows no request; the one that is being answered is kept for the audit.
    request = getattr(HistoricalRecords.context, "request", None)
    model_admin = self.model_admin.admin_site._registry.get(type(remote_obj))
    if request is not None and model_admin is not None and not model_admin.has_view_permission(request, remote_obj):
        return str(remote_obj)
    return _linked(self, remote_field, remote_obj)


def link_only_what_opens() -> None:
    """Django and its look link every value, and who follows such a link may be refused."""
    UnfoldAdminReadonlyField.get_admin_url = _linked_if_it_opens
