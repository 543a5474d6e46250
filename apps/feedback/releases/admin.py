from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm

from apps.console.answers import back_to, row_of
from apps.console.pages import AuditedAdmin
from apps.console.steps import asks
from apps.feedback.releases.models import Release
from apps.feedback.releases.selectors import effects
from apps.feedback.releases.services import publish_release
from apps.feedback.topics.models import Topic


@admin.register(Release)
class ReleaseAdmin(AuditedAdmin):
    """The changelog. Publishing ships the topics; topics that are added later ship when it is published once more."""

    list_display = ("version", "shown_title", "published_at")
    list_filter = ("published_at",)
    search_fields = ("version", "title_en", "title_zh")
    filter_horizontal = ("topics",)
    compressed_fields = False
    readonly_fields = ("published_at", "shown_effects")
    fields = (
        ("version", "published_at"),
        ("title_en", "title_zh"),
        ("text_en", "text_zh"),
        "topics",
        "shown_effects",
    )
    actions_detail: ClassVar = ["publish"]

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """What everybody has read stays."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "topics":
            topics: QuerySet[Topic] = Topic.objects.filter(merged_into=None).order_by("-updated_at")
            kwargs["queryset"] = topics
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=gettext_lazy("title"), ordering="title_en")
    def shown_title(self, release: Release) -> str:
        return release.title

    @display(description=gettext_lazy("reports per 1,000 active users"))
    def shown_effects(self, release: Release) -> SafeString:
        found = effects(release, now=timezone.now()) if release.pk else []
        return render_to_string("feedback/console/_effects.html", {"effects": found})

    @action(
        description=gettext_lazy("Publish"),
        url_path="publish",
        permissions=["change"],
        icon="campaign",
        dialog=asks(
            gettext_lazy("Publish the release"),
            gettext_lazy(
                "It is in the changelog then, and its topics are shipped: who asked for them is told, and asked "
                "whether it is fixed."
            ),
            submit=gettext_lazy("Publish"),
        ),
    )
    def publish(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        release = row_of(self, request, object_id)
        publish_release(release_id=release.pk)
        messages.success(request, _("It is published, and who asked for its topics is told."))
        return back_to(request, Release, object_id)
