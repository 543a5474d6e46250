from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.people.access import person_of
from apps.console.pages import ReadOnlyAdmin
from apps.education.posts.models import Post
from apps.education.posts.moderating import moderate
from apps.errors import DomainError


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    """What people wrote in groups; what waits for a moderator is shown or hidden here, too."""

    list_display = ("__str__", "kind", "circle", "author", "state", "helpful", "readers", "reported", "created_at")
    list_filter = ("state", "kind", "circle")
    list_select_related = ("circle", "author")
    search_fields = ("title", "body", "author__name", "author__email")
    fields = (
        ("circle", "kind", "state"),
        ("author", "created_at", "edited_at"),
        "title",
        "body",
        "parent",
        ("solved_by", "solved_at", "pinned_at"),
        ("helpful", "weight", "readers", "score"),
    )
    actions = ("show_chosen", "hide_chosen")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).annotate(number_of_reports=Count("reports"))

    @admin.display(description=_("reports"), ordering="number_of_reports")
    def reported(self, post: Post) -> int:
        return getattr(post, "number_of_reports", 0)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("education.change_post")

    @admin.action(description=_("Show to everybody"), permissions=["moderate"])
    def show_chosen(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self._moderate(request, posts, "show")

    @admin.action(description=_("Hide"), permissions=["moderate"])
    def hide_chosen(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self._moderate(request, posts, "hide")

    def _moderate(self, request: HttpRequest, posts: QuerySet[Post], action: str) -> None:
        done = 0
        for post in posts:
            try:
                moderate(post=post, by=person_of(request), action=action)
            except DomainError as error:
                self.message_user(request, f"{post}: {error}", messages.WARNING)
            else:
                done += 1
        self.message_user(request, ngettext("%d post changed.", "%d posts changed.", done) % done)
