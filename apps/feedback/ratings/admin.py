from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.console.exports import HarmlessResource
from apps.console.pages import ReadOnlyAdmin
from apps.exports.lists import LoggedExport
from apps.feedback.ratings.models import ConversationRating

# A value without an entry would be shown as a number.
COLOURS = dict.fromkeys(range(1, 6), "") | {1: "danger", 2: "danger", 5: "success"}


class RatingResource(HarmlessResource):
    class Meta:
        model = ConversationRating
        fields = ("id", "conversation", "rater", "stars", "comment", "created_at")


@admin.register(ConversationRating)
class ConversationRatingAdmin(LoggedExport, ReadOnlyAdmin):
    """How conversations were for those who had them."""

    resource_classes: ClassVar = [RatingResource]
    list_display = ("conversation", "rater", "shown_stars", "comment", "ticket", "created_at")
    list_filter = ("stars", "rater__role", "created_at")
    list_select_related = ("conversation", "rater", "ticket")
    search_fields = ("rater__name", "rater__email", "comment")
    date_hierarchy = "created_at"
    ordering = ("-id",)

    @display(description=_("stars"), ordering="stars", label=COLOURS)
    def shown_stars(self, rating: ConversationRating) -> tuple[int, str]:
        return rating.stars, "★" * rating.stars
