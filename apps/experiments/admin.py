from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from apps.events.admin import ReadOnlyAdmin
from apps.experiments.models import Experiment, Exposure


@admin.register(Experiment)
class ExperimentAdmin(SimpleHistoryAdmin, ModelAdmin):
    list_display = ("name", "key", "started_at", "ended_at")
    search_fields = ("name", "key")


@admin.register(Exposure)
class ExposureAdmin(ReadOnlyAdmin):
    list_display = ("experiment", "unit", "arm", "person", "created_at")
    list_filter = ("experiment", "arm")
    list_select_related = ("experiment", "person")
