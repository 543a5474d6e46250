from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.events.admin import AuditedAdmin, ReadOnlyAdmin
from apps.experiments.models import Experiment, Exposure


@admin.register(Experiment)
class ExperimentAdmin(AuditedAdmin):
    list_display = ("name", "key", "started_at", "ended_at")
    search_fields = ("name", "key")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"arms": {"on": 0.9, "holdout": 0.1}} | super().get_changeform_initial_data(request)


@admin.register(Exposure)
class ExposureAdmin(ReadOnlyAdmin):
    list_display = ("experiment", "unit", "arm", "person", "created_at")
    list_filter = ("experiment", "arm")
    list_select_related = ("experiment", "person")
