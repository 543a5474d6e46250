"""Missions and campaigns as operators write them: a draft is edited freely; what is live keeps what it promised."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.quests.forms import AMOUNTS, CampaignForm, CopyForm, MissionForm, StageForm, StepForm
from apps.gamification.quests.life import copy_campaign, end_campaign, end_mission, start_campaign, start_mission
from apps.gamification.quests.models import Campaign, Life, Mission, MissionStage, MissionStep
from apps.gamification.quests.tasks import fill_later
from apps.gamification.rules.forms import in_words

STATE_STYLES = {Life.DRAFT: "info", Life.LIVE: "success", Life.ENDED: "default"}


class _Parts:
    """Parts of a mission come and go while it is a draft alone."""

    def has_add_permission(self, request: HttpRequest, obj: Mission | None = None) -> bool:
        return super().has_add_permission(request, obj) and _is_draft(obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Mission | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_draft(obj)  # type: ignore[misc]


def _is_draft(mission: Mission | None) -> bool:
    return mission is None or mission.state == Life.DRAFT


class StageInline(_Parts, TabularInline):
    model = MissionStage
    form = StageForm
    extra = 0
    fields = ("number", "title_en", "title_zh", *AMOUNTS)


class StepInline(_Parts, StackedInline):
    model = MissionStep
    form = StepForm
    extra = 0
    fields = (
        ("stage", "position", "deed"),
        ("count", "counts", "of_different_people"),
        ("title_en", "title_zh"),
        ("hint_en", "hint_zh"),
        ("url_name",),
    )


class _LifeAdmin(WithSteps, AuditedAdmin):
    """Draft, live, ended: each step by a service."""

    compressed_fields = False  # labels above, so that several fields fit side by side
    steps: ClassVar[dict[str, tuple[str, ...]]]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is taken off by being ended; what people did of it stays."""
        return False

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_STYLES)
    def state_label(self, row: Any) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def steps_of(self, row: Any) -> Collection[str]:
        return self.steps[row.state]

    def _step(self, request: HttpRequest, object_id: str, act: Callable[[Any], object], done: str) -> HttpResponse:
        row = row_of(self, request, object_id)
        with telling(request, done):
            act(row)
        return back_to(request, self.model, object_id)


@admin.register(Mission)
class MissionAdmin(_LifeAdmin):
    """Stages, steps and what they bring."""

    form = MissionForm
    list_display = ("name", "kind", "role", "campaign", "starts_at", "ends_at", "state_label", "people")
    list_filter = ("kind", "role", "state", "campaign")
    list_select_related = ("campaign",)
    search_fields = ("key", "title_en", "title_zh")
    inlines = (StageInline, StepInline)
    fields = (
        ("key", "kind", "role"),
        ("title_en", "title_zh"),
        ("intro_en", "intro_zh"),
        ("campaign", "segments"),
        ("starts_at", "ends_at"),
        ("state",),
    )
    actions_detail: ClassVar = ["start", "end"]
    steps: ClassVar = {Life.DRAFT: ("start",), Life.LIVE: ("end",), Life.ENDED: ()}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mission]:
        passed = Count("passed__person", filter=Q(passed__undone_at=None), distinct=True)
        return super().get_queryset(request).annotate(passers=passed)

    def get_readonly_fields(self, request: HttpRequest, obj: Mission | None = None) -> tuple[str, ...]:
        return ("key", "kind", "state") if obj else ("state",)

    @admin.display(description=gettext_lazy("title"))
    def name(self, mission: Mission) -> str:
        return mission.title

    @admin.display(description=gettext_lazy("people who passed a stage"))
    def people(self, mission: Any) -> int:
        return int(mission.passers)

    @action(
        description=gettext_lazy("Take live"),
        url_path="start",
        permissions=["change"],
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Take live"),
            gettext_lazy("From now on it promises what it says; only its words can be changed."),
        ),
    )
    def start(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def act(mission: Mission) -> None:
            fill_later(start_mission(mission=mission, now=timezone.now()))

        return self._step(request, object_id, act, _("It is live."))

    @action(
        description=gettext_lazy("End"),
        url_path="end",
        permissions=["change"],
        icon="stop",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("End"),
            gettext_lazy("Nobody can begin it any more. Who has begun may finish it and gets what it promised."),
        ),
    )
    def end(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def act(mission: Mission) -> None:
            end_mission(mission=mission, now=timezone.now())

        return self._step(request, object_id, act, _("It is ended."))


@admin.register(Campaign)
class CampaignAdmin(_LifeAdmin):
    """The calendar of campaigns; by month with the days above the list."""

    form = CampaignForm
    list_display = ("name", "occasion", "starts_at", "ends_at", "state_label", "parts")
    list_filter = ("occasion", "state")
    date_hierarchy = "starts_at"
    search_fields = ("key", "title_en", "title_zh")
    ordering = ("-starts_at",)
    readonly_fields = ("state", "contents")
    fields = (
        ("key", "occasion"),
        ("title_en", "title_zh"),
        ("about_en", "about_zh"),
        ("starts_at", "ends_at"),
        ("segments", "rules"),
        ("contents",),
        ("state",),
    )
    actions_detail: ClassVar = ["start", "end", "copy"]
    steps: ClassVar = {Life.DRAFT: ("start", "copy"), Life.LIVE: ("end", "copy"), Life.ENDED: ("copy",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return super().get_queryset(request).prefetch_related("missions__stages", "rules")

    def get_readonly_fields(self, request: HttpRequest, obj: Campaign | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "key") if obj else self.readonly_fields

    @admin.display(description=gettext_lazy("title"))
    def name(self, campaign: Campaign) -> str:
        return campaign.title

    @admin.display(description=gettext_lazy("missions and rules"))
    def parts(self, campaign: Campaign) -> int:
        return len(campaign.missions.all()) + len(campaign.rules.all())

    @admin.display(description=gettext_lazy("missions"))
    def contents(self, campaign: Campaign) -> str:
        """Each with what it brings in all; a new one has none yet."""
        if campaign.pk is None:
            return "–"
        return " · ".join(f"{mission.title} ({_brings(mission) or '–'})" for mission in campaign.missions.all()) or "–"

    @action(
        description=gettext_lazy("Take live"),
        url_path="start",
        permissions=["change"],
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Take live"),
            gettext_lazy("Its missions go live and its rules are published, all together or none."),
        ),
    )
    def start(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def act(campaign: Campaign) -> None:
            start_campaign(campaign=campaign, operator=person_of(request), now=timezone.now())

        return self._step(request, object_id, act, _("It is live."))

    @action(
        description=gettext_lazy("End"),
        url_path="end",
        permissions=["change"],
        icon="stop",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("End"),
            gettext_lazy(
                "Nobody can begin its missions any more; who has begun may finish. Its rules count nothing new."
            ),
        ),
    )
    def end(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def act(campaign: Campaign) -> None:
            end_campaign(campaign=campaign, now=timezone.now())

        return self._step(request, object_id, act, _("It is ended."))

    @action(
        description=gettext_lazy("Copy for the next year"),
        url_path="copy",
        permissions=["change"],
        icon="event_repeat",
        dialog=asks(
            gettext_lazy("Copy for the next year"),
            gettext_lazy("A draft with its missions, a year later to the day. Holidays move: look at the days."),
            form=CopyForm,
            submit=gettext_lazy("Copy"),
        ),
    )
    def copy(self, request: HttpRequest, form: CopyForm, object_id: str) -> HttpResponse:
        def act(campaign: Campaign) -> None:
            copy_campaign(campaign=campaign, key=form.cleaned_data["key"])

        return self._step(request, object_id, act, _("It is copied."))


def _brings(mission: Mission) -> str:
    amounts: dict[str, int] = {}
    for stage in mission.stages.all():
        for row in stage.rewards:
            amounts[row["kind"]] = amounts.get(row["kind"], 0) + row["amount"]
    return in_words(amounts)
