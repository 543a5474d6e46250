from django.contrib import admin

from apps.events.admin import AuditedAdmin, ReadOnlyAdmin
from apps.experiments.models import Experiment, Exposure


@admin.register(Experiment)
class ExperimentAdmin(AuditedAdmin):
    list_display = ("name", "key", "started_at", "ended_at")
    search_fields = ("name", "key")


@admin.register(Exposure)
class ExposureAdmin(ReadOnlyAdmin):
    list_display = ("experiment", "unit", "arm", "person", "created_at")
    list_filter = ("experiment", "arm")
    list_select_related = ("experiment", "person")
