from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from apps.accounts.people.admin import PersonAdmin
from apps.chat.messages.admin import log_reading
from apps.console.answers import row_of
from apps.console.pages import ReadOnlyAdmin
from apps.gamification.story.models import MemberStory
from apps.gamification.story.selectors import PARTS, part_of, standing_of


@admin.register(MemberStory)
class StoryAdmin(ReadOnlyAdmin):
    """A member's whole story on one page. Whoever opens one leaves an entry in the log."""

    list_display = ("person", "address", "points", "level_number")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")
    ordering: ClassVar = ("-points", "person")
    fields: ClassVar[Any] = ("person", "points", "level_number")

    @admin.display(description=gettext_lazy("e-mail address"), ordering="person__email")
    def address(self, story: MemberStory) -> str:
        return story.person.email

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        story = row_of(self, request, object_id)
        part = request.GET.get("part", "")
        part = part if part in PARTS else "deeds"
        log_reading(request, story, f"Read this member's story: {part}.")
        page, rows = part_of(story.person, part, request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "title": _("Story of %(name)s") % {"name": story.person.name},
            "opts": self.opts,
            "story": story,
            "standing": standing_of(story.person),
            "parts": PARTS,
            "part": part,
            "page": page,
            "rows": rows,
            "may_give": request.user.has_perm("gamification.add_grant"),
        }
        return render(request, "admin/gamification/story.html", context)


class StoryInline(TabularInline):
    """On the page of the person: where they stand, and the way to their story, for those who may read it."""

    model = MemberStory
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("points", "level_number")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


PersonAdmin.inlines.append(StoryInline)
