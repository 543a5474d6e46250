from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import AuditedAdmin, choice_among
from apps.console.steps import WithSteps, asks
from apps.education.interests.topics import topics_for
from apps.education.salons.models import Salon
from apps.education.salons.services import agree, call_off, check, refuse, save_salon
from apps.errors import DomainError

OFFERED: dict[str, tuple[str, ...]] = {"proposed": ("agree_to", "refuse_it"), "open": ("cancel_it",)}


class SalonAdminForm(forms.ModelForm):
    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's, which its stubs leave out
        if not self.errors:
            try:
                check(self.instance)
            except DomainError as error:
                self.add_error(error.field if error.field in self.fields else None, str(error))


class WhyForm(BaseDialogForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=UnfoldAdminTextInputWidget)


@admin.register(Salon)
class SalonAdmin(WithSteps, AuditedAdmin):
    """Events: what experts proposed waits here for an answer; made and changed as on their own pages."""

    form = SalonAdminForm
    list_display = ("__str__", "state", "way", "host", "starts_at", "people")
    list_filter = ("state", "way")
    list_select_related = ("host",)
    search_fields = ("title_en", "title_zh", "host__name", "host__email")
    autocomplete_fields = ("host", "co_hosts")
    compressed_fields = False
    fields = (
        ("host", "co_hosts"),
        ("title_en", "title_zh"),
        ("about_en", "about_zh"),
        ("topic", "way", "place"),
        ("starts_at", "ends_at"),
        ("seats", "state", "reason"),
    )
    actions_detail: ClassVar = ["agree_to", "refuse_it", "cancel_it"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Salon]:
        seated = Count("guests", filter=Q(guests__state="seated"))
        return super().get_queryset(request).annotate(number_seated=seated)

    def get_readonly_fields(self, request: HttpRequest, obj: Salon | None = None) -> tuple[str, ...]:
        """Whoever hosts it was asked to; another one proposes it anew."""
        return ("state", "reason") if obj is None else ("state", "reason", "host")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "topic":
            return choice_among(db_field, {topic.key: topic.name for topic in topics_for(None)})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Salon, form: Any, change: bool) -> None:
        if not change:
            obj.zone = obj.host.time_zone
        save_salon(salon=obj, by=person_of(request), co_hosts=form.cleaned_data.get("co_hosts"))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The event is saved with its further hosts."""

    def steps_of(self, row: Salon) -> tuple[str, ...]:
        return OFFERED.get(row.state, ())

    @admin.display(description=gettext_lazy("registered"), ordering="number_seated")
    def people(self, salon: Any) -> int:
        return int(salon.number_seated)

    @action(
        description=gettext_lazy("Agree"),
        url_path="agree",
        permissions=["change"],
        icon="check",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Let it take place"),
            gettext_lazy("Everybody can register from now on, and its host is told."),
            submit=gettext_lazy("Agree"),
        ),
    )
    def agree_to(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        with telling(request, _("It takes place. Its host is told.")):
            agree(salon=row_of(self, request, object_id), by=person_of(request))
        return back_to(request, Salon, object_id)

    @action(
        description=gettext_lazy("Refuse"),
        url_path="refuse",
        permissions=["change"],
        icon="close",
        dialog=asks(
            gettext_lazy("Refuse it"),
            gettext_lazy("Its host reads why, in your words."),
            form=WhyForm,
            submit=gettext_lazy("Refuse"),
        ),
    )
    def refuse_it(self, request: HttpRequest, form: WhyForm, object_id: str) -> HttpResponse:
        with telling(request, _("Refused. Its host is told.")):
            refuse(salon=row_of(self, request, object_id), by=person_of(request), reason=form.cleaned_data["reason"])
        return back_to(request, Salon, object_id)

    @action(
        description=gettext_lazy("Cancel it"),
        url_path="call-off",
        permissions=["change"],
        icon="event_busy",
        dialog=asks(
            gettext_lazy("Cancel it"),
            gettext_lazy("Everybody who registered reads why, in your words."),
            form=WhyForm,
        ),
    )
    def cancel_it(self, request: HttpRequest, form: WhyForm, object_id: str) -> HttpResponse:
        with telling(request, _("Cancelled. Everybody who registered is told.")):
            call_off(salon=row_of(self, request, object_id), by=person_of(request), reason=form.cleaned_data["reason"])
        return back_to(request, Salon, object_id)
