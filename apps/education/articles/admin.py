from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.forms import MultipleChoiceField, Textarea
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from apps.console.pages import AuditedAdmin
from apps.education.articles.markdown import render
from apps.education.articles.models import MISSING_WORDS, Article, ArticleVote
from apps.education.articles.selectors import outdated
from apps.education.articles.services import confirm_article, publish_article, save_article, unpublish_article
from apps.education.articles.subjects import digests_of, subjects
from apps.errors import DomainError

ROWS = {
    "summary_en": 2,
    "summary_zh": 2,
    "keywords_en": 3,
    "keywords_zh": 3,
    "asked_en": 8,
    "asked_zh": 8,
    "body_en": 28,
    "body_zh": 28,
}


DOUBTS = (ArticleVote.Reason.WRONG, ArticleVote.Reason.INCOMPLETE)


class VoteInline(TabularInline):
    """What readers missed; the helpful votes are a number in the list."""

    model = ArticleVote
    verbose_name_plural = _("Not helpful, and why")
    extra = 0
    can_delete = False
    fields = readonly_fields = ("reason", "comment", "version", "updated_at")
    ordering = ("-updated_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVote]:
        return super().get_queryset(request).filter(is_helpful=False)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("education.view_article")


class NeedsALookFilter(admin.SimpleListFilter):
    """Articles that aren't there in both languages, those of whose words, as they are now, readers said that something
    is missing or isn't true, and those of which something that they describe has changed."""

    title = _("needs a look")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("translation", _("a translation is missing")),
            ("outdated", _("readers say it isn't right")),
            ("changed", _("what it describes has changed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "translation":
            return queryset.filter(MISSING_WORDS)
        if self.value() == "outdated":
            doubted = ArticleVote.objects.filter(
                article=OuterRef("pk"), version=OuterRef("version"), reason__in=DOUBTS, is_helpful=False
            )
            return queryset.filter(Exists(doubted))
        if self.value() == "changed":
            return queryset.filter(pk__in=outdated())
        return queryset


@admin.register(Article)
class ArticleAdmin(AuditedAdmin):
    list_display = (
        "title",
        "category",
        "audience",
        "is_published",
        "is_translated",
        "readers",
        "helpful",
        "version",
        "updated_at",
    )
    list_filter = (NeedsALookFilter, "is_published", "category", "audience")
    search_fields = ("slug", "title_en", "title_zh", "summary_en", "summary_zh", "body_en", "body_zh")
    search_help_text = _("Searches titles, summaries and texts in both languages.")
    compressed_fields = False  # labels above, so that two languages fit side by side
    actions: ClassVar = ["confirm", "publish", "unpublish"]
    inlines: ClassVar = [VoteInline]
    readonly_fields = ("what_changed", "version", "created_at", "updated_at", "preview_en", "preview_zh")
    fieldsets = (
        (None, {"fields": (("slug", "category"), ("audience", "position"), "is_published")}),
        (
            _("Words"),
            {
                "fields": (
                    ("title_en", "title_zh"),
                    ("summary_en", "summary_zh"),
                    ("keywords_en", "keywords_zh"),
                    ("asked_en", "asked_zh"),
                    ("body_en", "body_zh"),
                ),
                "description": _(
                    "The text is Markdown. A line that begins with ### is a heading; both languages need "
                    "the same headings in the same order, since answers lead to them."
                ),
            },
        ),
        (
            _("What it describes"),
            {
                "fields": ("what_changed", "describes"),
                "description": _("Saving the article says that it is right about all of these as they are now."),
            },
        ),
        (_("As readers see it, when saved"), {"fields": (("preview_en", "preview_zh"),)}),
        (_("State"), {"fields": (("version", "created_at", "updated_at"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_of_readers=Count("readings", distinct=True),
                number_of_votes=Count("votes", distinct=True),
                number_of_helpful=Count("votes", filter=Q(votes__is_helpful=True), distinct=True),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """An address that readers may have kept doesn't change."""
        is_known = obj is not None and (obj.is_published or bool(obj.seeded_fingerprint))
        fixed = (*self.readonly_fields, "slug") if is_known else self.readonly_fields
        # Who may only add makes drafts; publishing is the editors'.
        return fixed if request.user.has_perm("education.change_article") else (*fixed, "is_published")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if rows := ROWS.get(db_field.name):
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": rows})
        if db_field.name == "describes":
            return MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                choices=[(key, subject.name) for key, subject in subjects().items()],
                required=False,
                widget=UnfoldAdminCheckboxSelectMultipleWidget,
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, Textarea) and db_field.name.endswith("_zh"):
            field.widget.attrs["lang"] = "zh-Hans"
        return field

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        save_article(article=obj)

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, article: Article) -> str:
        return article.title

    @admin.display(description=_("in both languages"), boolean=True)
    def is_translated(self, article: Article) -> bool:
        return not article.missing_words()

    @admin.display(description=_("readers"), ordering="number_of_readers")
    def readers(self, article: Article) -> int:
        return getattr(article, "number_of_readers", 0)

    @admin.display(description=_("helpful"), ordering="number_of_helpful")
    def helpful(self, article: Article) -> str:
        votes = getattr(article, "number_of_votes", 0)
        return f"{getattr(article, 'number_of_helpful', 0)} / {votes}" if votes else "–"

    @admin.display(description=_("English"))
    def preview_en(self, article: Article) -> SafeString:
        return _preview(article.title_en, article.summary_en, article.body_en)

    @admin.display(description=_("Chinese"))
    def preview_zh(self, article: Article) -> SafeString:
        return _preview(article.title_zh, article.summary_zh, article.body_zh)

    @admin.display(description=_("Changed since somebody looked"))
    def what_changed(self, article: Article) -> str:
        known = subjects()
        changed = article.changes(digests_of(article.describes))
        return ", ".join(known[key].name if key in known else key for key in changed) or "–"

    @admin.action(description=_("Still right"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        done = sum(confirm_article(article=article) for article in queryset)
        self.message_user(request, ngettext("%d article is still right.", "%d articles are still right.", done) % done)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        done = 0
        for article in queryset:
            try:
                done += publish_article(article=article)
            except DomainError as error:
                self.message_user(request, f"{article}: {error}", messages.WARNING)
        self.message_user(request, ngettext("%d article published.", "%d articles published.", done) % done)

    @admin.action(description=_("Take offline"), permissions=["change"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        done = sum(unpublish_article(article=article) for article in queryset)
        self.message_user(request, ngettext("%d article taken offline.", "%d articles taken offline.", done) % done)


def _preview(title: str, summary: str, body: str) -> SafeString:
    return format_html('<div class="prose"><h3>{}</h3><p>{}</p>{}</div>', title, summary, render(body))
