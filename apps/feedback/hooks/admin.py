from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.console.answers import back_to, telling
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.console.steps import asks
from apps.errors import DomainError
from apps.feedback.hooks.models import HookMessage, WebhookSource
from apps.feedback.hooks.services import check_reply_url, rotate_secret


def _untold() -> UnfoldAdminTextInputWidget:
    """A field that the browser doesn't remember."""
    return UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})


def _secret_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Secret"),
        required=False,
        min_length=8,
        max_length=200,
        widget=_untold(),
        help_text=gettext_lazy("WeChat: the token that you set there. Weibo: the app secret. Without one we make one."),
    )


class RotationForm(BaseDialogForm):
    secret = _secret_field()


class SourceForm(forms.ModelForm):
    secret = _secret_field()
    aes_key = forms.RegexField(
        r"^[A-Za-z0-9]{43}$",
        label="EncodingAESKey",
        required=False,
        strip=True,
        widget=_untold(),
        help_text=gettext_lazy("Of WeChat, in encrypted mode. It isn't shown again; empty leaves it as it is."),
        error_messages={"invalid": gettext_lazy("An EncodingAESKey has 43 letters or digits.")},
    )

    def clean_reply_url(self) -> str:
        url: str = self.cleaned_data["reply_url"]
        try:
            check_reply_url(url)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        app_id, aes_key = said.get("app_id"), said.get("aes_key")
        is_wechat = said.get("format", self.instance.format) == WebhookSource.Format.WECHAT
        if (app_id or aes_key) and not is_wechat:
            self.add_error("app_id", _("Only messages of WeChat come encrypted."))
        elif bool(app_id) != bool(aes_key or (app_id and self.instance.sealed_aes_key)):
            self.add_error("app_id", _("The AppID and the EncodingAESKey go together."))
        return said


@admin.register(WebhookSource)
class WebhookSourceAdmin(AuditedAdmin):
    """Accounts at other platforms. What people write there becomes tickets, and answers go back the same way."""

    form = SourceForm
    list_display = ("name", "format", "is_active", "address")
    list_filter = ("format", "is_active")
    search_fields = ("name",)
    compressed_fields = False
    readonly_fields = ("address", "former_until")
    actions_detail: ClassVar = ["rotate"]

    def get_fields(self, request: HttpRequest, obj: WebhookSource | None = None) -> Any:
        own: list[Any] = [("name", "format"), "reply_url", "is_active"]
        encrypted = ("app_id", "aes_key")
        return [*own, encrypted, "address", "former_until"] if obj else [*own, "secret", encrypted]

    def get_readonly_fields(self, request: HttpRequest, obj: WebhookSource | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "format") if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: WebhookSource | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.messages.exists())

    def save_model(self, request: HttpRequest, obj: WebhookSource, form: Any, change: bool) -> None:
        if not change:
            given = form.cleaned_data.get("secret", "")
            secret = obj.put_secret(given)
            if not given:
                _show_once(request, secret)
        if aes_key := form.cleaned_data.get("aes_key"):
            obj.put_aes_key(aes_key, now=timezone.now())
        super().save_model(request, obj, form, change)

    @display(description=gettext_lazy("address for their messages"))
    def address(self, source: WebhookSource) -> str:
        return source.address

    @action(
        description=gettext_lazy("New secret"),
        url_path="rotate",
        permissions=["change"],
        icon="key",
        dialog=asks(
            gettext_lazy("New secret"),
            gettext_lazy("The former one opens for a day longer."),
            form=RotationForm,
        ),
    )
    def rotate(self, request: HttpRequest, form: RotationForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data["secret"]
        with telling(request, _("The new secret is kept.") if given else ""):
            secret = rotate_secret(source_id=object_id, secret=given)
            if not given:
                _show_once(request, secret)
        return back_to(request, WebhookSource, object_id)


def _show_once(request: HttpRequest, secret: str) -> None:
    words = _("The secret is %(secret)s. Copy it now: it isn't shown again.")
    messages.success(request, words % {"secret": secret})


@admin.register(HookMessage)
class HookMessageAdmin(ReadOnlyAdmin):
    """What came and what left by webhook, with what went wrong."""

    list_display = ("created_at", "source", "correspondent", "ticket", "is_ours", "sent_at", "tries", "problem")
    list_filter = ("source", "is_ours", ("given_up_at", admin.EmptyFieldListFilter))
    list_select_related = ("source", "correspondent", "ticket")
    fields = (
        "source",
        "correspondent",
        "ticket",
        "is_ours",
        "created_at",
        "sent_at",
        "given_up_at",
        "tries",
        "problem",
    )
