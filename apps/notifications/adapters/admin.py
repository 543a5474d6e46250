from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.console.colleagues import SharedAdmin
from apps.notifications.adapters.models import Adapter, OtherAddress


@admin.register(OtherAddress)
class OtherAddressAdmin(SharedAdmin):
    """Who is told by text message, in a work account or by a messenger instead of by e-mail. A messenger's address is a
    key of its owner: what is kept of it isn't shown."""

    list_display = ("person", "adapter", "address_shown", "updated_at")
    list_filter = ("adapter",)
    list_select_related = ("person",)
    search_fields = ("person__email",)
    autocomplete_fields = ("person",)

    @admin.display(description=_("address"))
    def address_shown(self, address: OtherAddress) -> str:
        return address.shown

    def get_fields(self, request: HttpRequest, obj: OtherAddress | None = None) -> tuple[str, ...]:
        return ("person", "adapter", "address_shown") if _is_secret(obj) else ("person", "adapter", "address")

    def get_readonly_fields(self, request: HttpRequest, obj: OtherAddress | None = None) -> tuple[str, ...]:
        return ("person", "adapter", "address_shown") if _is_secret(obj) else ()


def _is_secret(address: OtherAddress | None) -> bool:
    return address is not None and address.adapter == Adapter.APP
