from collections.abc import Callable, Collection
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.errors import NotFound
from apps.gamification.deeds.registry import kind_of, open_deed_choices
from apps.gamification.drafting.models import DryRun
from apps.gamification.drafting.selectors import dry_run_of, dry_runs_of, newest_version
from apps.gamification.drafting.services import ask_dry_run
from apps.gamification.drafting.tables import shown
from apps.gamification.drafting.tasks import try_out_later
from apps.gamification.drafting.versions import VersionInline
from apps.gamification.rules.models import Rule, RuleVersion
from apps.gamification.rules.services import next_number, pause_rule, publish_rule, resume_rule, retire_rule
from apps.gamification.rules.wording import words_of

STATE_STYLES = {
    Rule.State.DRAFT: "info",
    Rule.State.LIVE: "success",
    Rule.State.PAUSED: "warning",
    Rule.State.RETIRED: "default",
}
STEPS = {
    Rule.State.DRAFT: ("publish", "retire"),
    Rule.State.LIVE: ("publish", "pause", "retire"),
    Rule.State.PAUSED: ("publish", "resume", "retire"),
    Rule.State.RETIRED: (),
}
"""State of a rule → the steps that it can take from there."""
KEPT_SHOWN = 20


@admin.register(Rule)
class RuleAdmin(WithSteps, AuditedAdmin):
    """A rule's versions, and its life from draft to retirement, each step by a service."""

    list_display = ("title", "deed", "state_label", "in_force", "points")
    list_filter = ("state", "deed")
    search_fields = ("key", "name_en", "name_zh")
    compressed_fields = False  # labels above, so that several fields fit side by side
    inlines = (VersionInline,)
    fields = (("key", "deed", "state"), ("name_en", "name_zh"))
    actions_detail: ClassVar = ["try_out", "publish", "pause", "resume", "retire"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        published = RuleVersion.objects.filter(published_at__isnull=False).order_by("-number")
        return super().get_queryset(request).prefetch_related(Prefetch("versions", published, to_attr="published"))

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> tuple[str, ...]:
        """The name is that of the version in force."""
        return ("key", "deed", "state", "name_en", "name_zh") if obj else ("state",)

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """A rule of the house says nothing by itself that could be changed."""
        is_of_the_house = isinstance(obj, Rule) and bool(obj.deed) and kind_of(obj.deed).is_of_the_house
        return super().has_change_permission(request, obj) and not is_of_the_house

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "deed":
            kwargs["choices"] = open_deed_choices()
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @display(description=gettext_lazy("name"))
    def title(self, rule: Rule) -> str:
        return rule.name

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_STYLES)
    def state_label(self, rule: Rule) -> tuple[str, str]:
        return rule.state, rule.get_state_display()

    @display(description=gettext_lazy("version in force"))
    def in_force(self, rule: Any) -> int | None:
        return rule.published[0].number if rule.published else None

    @display(description=gettext_lazy("points"))
    def points(self, rule: Any) -> int | None:
        return rule.published[0].points if rule.published else None

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """New versions are numbered on."""
        for version in formset.save(commit=False):
            if version._state.adding:
                version.number = next_number(form.instance)
            version.save()
        formset.save_m2m()

    def steps_of(self, row: Rule) -> Collection[str]:
        return () if kind_of(row.deed).is_of_the_house else ("try_out", *STEPS[Rule.State(row.state)])

    @action(
        description=gettext_lazy("Dry run"),
        url_path="dry-run",
        permissions=["view"],
        icon="science",
        variant=ActionVariant.PRIMARY,
    )
    def try_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What the rule's versions would have done, as it was found and kept. By POST the newest is tried out, in the
        background."""
        rule = row_of(self, request, object_id)
        newest = newest_version(rule)
        if newest is None:
            messages.warning(request, _("The rule has no version yet: add one below, with its points."))
            return back_to(request, Rule, object_id)
        if request.method == "POST":
            try_out_later(ask_dry_run(version=newest, operator=person_of(request)))
            return HttpResponseRedirect(request.path)
        try:
            run = dry_run_of(newest, request.GET.get("run", ""))
        except NotFound as error:
            raise Http404 from error
        context = self.admin_site.each_context(request) | {
            "title": _("Dry runs of “%(rule)s”") % {"rule": rule.name},
            "opts": self.opts,
            "rule": rule,
            "newest": newest,
            "run": run,
            "words": words_of(run.tried) if run else None,
            "shown": shown(run) if run else None,
            "may_publish": run and self._may_publish(request, newest, run),
            "kept": dry_runs_of(rule)[:KEPT_SHOWN],
        }
        return render(request, "admin/gamification/dry_run.html", context)

    def _may_publish(self, request: HttpRequest, newest: RuleVersion, run: DryRun) -> bool:
        """Only what was tried out as it now stands."""
        is_newest = run.version == newest and newest.published_at is None
        return is_newest and bool(run.figures) and not run.is_outdated and self.has_change_permission(request)

    @action(
        description=gettext_lazy("Publish"),
        url_path="publish",
        permissions=["change"],
        icon="publish",
        dialog=asks(
            gettext_lazy("Publish the newest version"),
            gettext_lazy("From then on it decides, and can't change any more. What was awarded before stays."),
        ),
    )
    def publish(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        version = newest_version(row_of(self, request, object_id))
        if version is None or version.published_at:
            messages.warning(request, _("There is no new version to publish: add one below."))
            return back_to(request, Rule, object_id)
        operator = person_of(request)
        return self._take(
            request,
            object_id,
            lambda: publish_rule(version=version, operator=operator, now=timezone.now()),
            _("Version %(number)d is in force.") % {"number": version.number},
        )

    @action(
        description=gettext_lazy("Pause"),
        url_path="pause",
        permissions=["change"],
        icon="pause",
        dialog=asks(
            gettext_lazy("Pause the rule"),
            gettext_lazy("It decides nothing until you resume it. Pending awards still settle."),
        ),
    )
    def pause(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        rule = row_of(self, request, object_id)
        return self._take(request, object_id, lambda: pause_rule(rule=rule), _("The rule is paused."))

    @action(
        description=gettext_lazy("Resume"),
        url_path="resume",
        permissions=["change"],
        icon="play_arrow",
        dialog=asks(
            gettext_lazy("Resume the rule"), gettext_lazy("It decides again, by the version that was in force.")
        ),
    )
    def resume(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        rule = row_of(self, request, object_id)
        return self._take(request, object_id, lambda: resume_rule(rule=rule), _("The rule decides again."))

    @action(
        description=gettext_lazy("Retire"),
        url_path="retire",
        permissions=["change"],
        icon="archive",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("Retire the rule"),
            gettext_lazy("It ends for good. Pending awards still settle, and nobody loses what they have."),
        ),
    )
    def retire(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        rule = row_of(self, request, object_id)
        return self._take(request, object_id, lambda: retire_rule(rule=rule), _("The rule is retired."))

    def _take(self, request: HttpRequest, object_id: str, step: Callable[[], Any], done: str) -> HttpResponse:
        with telling(request, done):
            step()
        return back_to(request, Rule, object_id)
