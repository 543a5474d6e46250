from django.contrib import admin

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.referrals.models import Referral


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    """Who came by whose link, and whether it has counted. What it brought stands under awards."""

    list_display = ("joined_at", "inviter", "newcomer", "from_same_place", "counted_at")
    ordering = ("-pk",)
    list_filter = ("from_same_place", "joined_at", "counted_at")
    list_select_related = ("inviter", "newcomer")
    search_fields = ("inviter__name", "inviter__email", "newcomer__name", "newcomer__email")
    fields = ("inviter", "newcomer", "joined_at", "from_same_place", "counted_at")
