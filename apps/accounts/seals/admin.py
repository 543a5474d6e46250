from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.accounts.seals.models import Seal, SealCheck
from apps.accounts.seals.services import BROKEN
from apps.console.pages import ReadOnlyAdmin


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """Signed digests over what is written once."""

    list_display = ("sealed_at", "table_name", "number", "rows", "after_id", "until_id")
    list_filter = ("table_name",)
    fields = ("table_name", "number", "columns", "after_id", "until_id", "rows", "digest", "signature", "sealed_at")


@admin.register(SealCheck)
class SealCheckAdmin(ReadOnlyAdmin):
    """What the nightly checks found."""

    list_display = ("checked_at", "verdict", "seals", "rows")
    fields = ("checked_at", "seals", "rows", "what_is_broken")

    @display(description=_("verdict"), label={"ok": "success", "off": "danger"})
    def verdict(self, check: SealCheck) -> tuple[str, str]:
        return ("off", str(_("Something doesn't fit"))) if check.broken else ("ok", str(_("All fits")))

    @admin.display(description=_("what doesn't fit"))
    def what_is_broken(self, check: SealCheck) -> SafeString:
        told = ((each["table"], each["number"], BROKEN[each["why"]]) for each in check.broken)
        return format_html_join("", "<p>{} {}: {}</p>", told) or SafeString("–")
