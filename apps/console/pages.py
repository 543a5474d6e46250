from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.functional import Promise
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper
from unfold.widgets import UnfoldAdminSelectWidget

from apps.console.colleagues import CappedAdmin, SharedAdmin
from apps.console.histories import EMPTY, ReadableChanges


class ReadOnlyAdmin(CappedAdmin):
    """Shows rows that only the product writes."""

    def has_add_permission(self, request: HttpRequest, *args: object) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


class WorkplaceAdmin(ReadOnlyAdmin):
    """Instead of a list and a form a page of its own, on which operators work on one thing after another."""

    def steps(self) -> dict[str, Callable[..., HttpResponse]]:
        """What can be done with the row `object_id`, by the name of its address."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:object_id>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in self.steps().items()
        ]
        return [*own, *super().get_urls()]

    def check_access(self, request: HttpRequest, permission: str = "", *, method: str = "") -> None:
        """Raises PermissionDenied for who may not look or hasn't the `permission`, Http404 for another method."""
        if not self.has_view_permission(request) or (permission and not request.user.has_perm(permission)):
            raise PermissionDenied
        if method and request.method != method:
            raise Http404


class AuditedAdmin(SimpleHistoryAdmin, SharedAdmin):
    """Keeps who changed what, to be read. Going back to it would pass by the services: undoing is changing again."""

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return ReadableChanges(self.model, historical_record)

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, *args: Any, **kwargs: Any
    ) -> None:
        """A change for which no reason was noted has a dash there, as anything else that is empty."""
        super().set_history_delta_changes(request, historical_records, *args, **kwargs)
        for record in historical_records:
            record.history_change_reason = record.history_change_reason or EMPTY


def choice_among(db_field: "Field[Any, Any]", words: Mapping[str, str | Promise]) -> forms.ChoiceField:
    """A list instead of a key to type: the values that have words, and whatever else is stored already."""
    name = db_field.name
    others = db_field.model._default_manager.exclude(**{f"{name}__in": ["", *words]}).order_by(name).distinct()
    named = [(value, value) for value in others.values_list(name, flat=True)]
    return forms.ChoiceField(
        label=capfirst(db_field.verbose_name),
        choices=[("", "---------"), *words.items(), *named],
        required=not db_field.blank,
        widget=UnfoldAdminSelectWidget,
    )
