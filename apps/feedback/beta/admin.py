"""Beta programmes in the console: from a topic to those who try it out, and what they say."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget

from apps.console.answers import back_to, telling
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.experiments.features import all_features
from apps.feedback.beta.models import MOST_PLACES, BetaProgramme
from apps.feedback.beta.selectors import feature_words, later_tickets, turnout
from apps.feedback.beta.services import draw_people, end_programme, invitable, start_programme

BEFORE_START = ("topic", "feature", ("about_en", "about_zh"), ("places", "with_level"))
SINCE_START = (
    "topic",
    "shown_feature",
    ("about_en", "about_zh"),
    ("places", "with_level"),
    ("started_at", "ended_at", "outcome"),
    "shown_turnout",
    "shown_tickets",
)


class ProgrammeForm(forms.ModelForm):
    feature = forms.ChoiceField(
        label=gettext_lazy("feature behind the flag"),
        choices=lambda: [(feature.key, feature.title) for feature in all_features()],
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = BetaProgramme
        fields = ("topic", "feature", "about_en", "about_zh", "places", "with_level")


class DrawForm(BaseDialogForm):
    number = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=1, max_value=MOST_PLACES, widget=UnfoldAdminIntegerFieldWidget
    )


class EndForm(BaseDialogForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What follows for everybody"),
        choices=BetaProgramme.Outcome.choices,
        widget=UnfoldAdminRadioSelectWidget,
    )


@admin.register(BetaProgramme)
class BetaProgrammeAdmin(WithSteps, AuditedAdmin):
    """Prepared, started, people drawn, ended: each step by a service."""

    form = ProgrammeForm
    list_display = ("topic", "shown_feature", "places", "shown_taking_part", "started_at", "ended_at", "outcome")
    list_display_links = ("topic",)
    list_filter = ("outcome",)
    list_select_related = ("topic",)
    autocomplete_fields = ("topic",)
    compressed_fields = False
    actions_detail: ClassVar = ["start", "draw", "end"]

    def get_fields(self, request: HttpRequest, obj: BetaProgramme | None = None) -> Any:
        return SINCE_START if obj and obj.started_at else BEFORE_START

    def get_readonly_fields(self, request: HttpRequest, obj: BetaProgramme | None = None) -> tuple[str, ...]:
        """Whom it is for and what it opens stand from its start; texts and places may change while it runs."""
        if obj is None or obj.started_at is None:
            return ()
        shown = ("shown_feature", "started_at", "ended_at", "outcome", "shown_turnout", "shown_tickets")
        over = ("about_en", "about_zh", "places") if obj.ended_at else ()
        return ("topic", "with_level", *over, *shown)

    def has_delete_permission(self, request: HttpRequest, obj: BetaProgramme | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.started_at is None)

    def steps_of(self, row: BetaProgramme) -> Collection[str]:
        if row.ended_at:
            return ()
        return ("draw", "end") if row.is_running else ("start",)

    @display(description=gettext_lazy("feature behind the flag"), ordering="feature")
    def shown_feature(self, programme: BetaProgramme) -> str:
        return feature_words(programme)

    @display(description=gettext_lazy("take part"))
    def shown_taking_part(self, programme: BetaProgramme) -> str:
        counted = turnout(programme)
        return f"{counted.accepted} / {counted.invited}"

    @display(description=gettext_lazy("what became of it"))
    def shown_turnout(self, programme: BetaProgramme) -> SafeString:
        context = {"turnout": turnout(programme), "left": invitable(programme).count(), "programme": programme}
        return render_to_string("admin/feedback/beta/_turnout.html", context)

    @display(description=gettext_lazy("what they told since"))
    def shown_tickets(self, programme: BetaProgramme) -> SafeString:
        return render_to_string("admin/feedback/beta/_tickets.html", {"tickets": later_tickets(programme)})

    @action(
        description=gettext_lazy("Start"),
        url_path="start",
        permissions=["change"],
        icon="play_arrow",
        dialog=asks(
            gettext_lazy("Start the programme"),
            gettext_lazy(
                "From then on only those who take part have the feature: whoever has it now loses it. Invite them next."
            ),
            submit=gettext_lazy("Start"),
        ),
    )
    def start(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        with telling(request, _("The programme has started. Now invite those who reported it.")):
            start_programme(programme_id=int(object_id))
        return back_to(request, BetaProgramme, object_id)

    @action(
        description=gettext_lazy("Invite by lot"),
        url_path="draw",
        permissions=["change"],
        icon="casino",
        dialog=asks(
            gettext_lazy("Invite by lot"),
            gettext_lazy("Drawn among those who reported the topic or said “me too”, and agreed to be asked."),
            form=DrawForm,
            submit=gettext_lazy("Invite"),
        ),
    )
    def draw(self, request: HttpRequest, form: DrawForm, object_id: str) -> HttpResponse:
        with telling(request):
            drawn = draw_people(programme_id=int(object_id), number=form.cleaned_data["number"])
            said = ngettext("%(n)d person is invited.", "%(n)d people are invited.", drawn) % {"n": drawn}
            self.message_user(request, said)
        return back_to(request, BetaProgramme, object_id)

    @action(
        description=gettext_lazy("End"),
        url_path="end",
        permissions=["change"],
        icon="stop",
        dialog=asks(
            gettext_lazy("End the programme"),
            gettext_lazy("Nobody has it by the programme any more; those who took part are told."),
            form=EndForm,
            submit=gettext_lazy("End"),
        ),
    )
    def end(self, request: HttpRequest, form: EndForm, object_id: str) -> HttpResponse:
        with telling(request, _("The programme is over.")):
            end_programme(programme_id=int(object_id), outcome=form.cleaned_data["outcome"])
        return back_to(request, BetaProgramme, object_id)
