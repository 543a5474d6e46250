"""Words of e-mails: written here, seen in both languages before they are used, and taken back to the shipped ones."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanSwitchWidget

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.console.pages import AuditedAdmin, choice_among
from apps.errors import InvalidInput
from apps.notifications.channels.samples import sample_letter
from apps.notifications.deciding.admin import KindFilter
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import name_of
from apps.notifications.letters.models import LetterWording
from apps.notifications.letters.wording import check_wording, mailed_kinds


class LetterWordingForm(forms.ModelForm):
    sends_test = forms.BooleanField(
        label=_("Send me a test e-mail"),
        help_text=_("When this is saved, to your own address."),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = kind_of(cleaned.get("kind") or self.instance.kind)
        if kind is not None and not {"title", "body"} & self.errors.keys():
            try:
                check_wording(kind=kind, title=cleaned.get("title", ""), body=cleaned.get("body", ""))
            except InvalidInput as error:
                self.add_error(error.field, str(error))
        return cleaned


@admin.register(LetterWording)
class LetterWordingAdmin(AuditedAdmin):
    """Without one in use the shipped words are sent; deleting one, or switching it off, goes back to them."""

    form = LetterWordingForm
    list_display = ("kind_words", "language", "is_on", "title")
    list_filter = ("is_on", "language", ("kind", KindFilter))
    readonly_fields = ("kind_words", "shipped", "preview")

    def get_fields(self, request: HttpRequest, obj: LetterWording | None = None) -> tuple[Any, ...]:
        kind = "kind_words" if obj else "kind"
        return ((kind, "language"), "shipped", "title", "body", "is_on", "sends_test", "preview")

    def get_readonly_fields(self, request: HttpRequest, obj: LetterWording | None = None) -> tuple[str, ...]:
        """A wording stays that of its kind and language."""
        return ("language", *self.readonly_fields) if obj else self.readonly_fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return choice_among(db_field, {kind.key: name_of(kind) for kind in mailed_kinds()})
        if db_field.name == "body":
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 8})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: LetterWording, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("sends_test"):
            operator = person_of(request)
            try:
                sample_letter(obj.kind, language=obj.language, wording=obj, reader=operator).send()
            except OSError:  # what mail servers that are away or refuse raise
                messages.error(request, _("The test e-mail couldn't be sent. Is the mail server there?"))
            else:
                messages.success(request, _("A test e-mail went to %(address)s.") % {"address": operator.email})

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, wording: LetterWording) -> str:
        kind = kind_of(wording.kind)
        return name_of(kind) if kind else wording.kind

    @admin.display(description=_("shipped words"))
    def shipped(self, wording: LetterWording) -> str:
        """In the language of the wording, whatever its reader's is."""
        kind = kind_of(wording.kind)
        with override(wording.language or get_language()):
            return f"{kind.title} | {kind.body}" if kind else "–"

    @admin.display(description=_("preview"))
    def preview(self, wording: LetterWording) -> SafeString | str:
        """As it reads in each language, in use or not: the other language's as it is in use."""
        if kind_of(wording.kind) is None:
            return "–"
        letters = []
        for language, name in settings.LANGUAGES:
            own = wording if language == wording.language else None
            letter = sample_letter(wording.kind, language=language, wording=own, reader=User(name="…"))
            letters.append((name, letter.subject, letter.body))
        return format_html_join("", "<h3>{}</h3><p><strong>{}</strong></p><pre>{}</pre>", letters)
