from django.contrib import admin

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.kudos.models import Kudos


@admin.register(Kudos)
class KudosAdmin(ReadOnlyAdmin):
    """Who thanked whom. What it brought stands under awards, where it is taken back."""

    list_display = ("given_at", "giver", "receiver", "reason")
    ordering = ("-pk",)
    list_filter = ("reason",)
    list_select_related = ("giver", "receiver")
    search_fields = ("giver__name", "giver__email", "receiver__name", "receiver__email")
    fields = ("given_at", "giver", "receiver", "reason")
