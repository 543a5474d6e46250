from django.http import HttpRequest
from unfold.admin import TabularInline

from apps.accounts.people.admin import PersonAdmin
from apps.accounts.segments.models import Trait


class TraitInline(TabularInline):
    model = Trait
    extra = 0
    can_delete = False
    fields = ("key", "value", "source", "until")
    readonly_fields = ("key", "value", "source", "until")

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


PersonAdmin.inlines.append(TraitInline)
