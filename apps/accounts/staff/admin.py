from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from knox.admin import models as knox

from apps.console.colleagues import SharedAdmin
from apps.console.rights import group_words, permission_words

# Tokens, sessions and second steps are their owners'; addresses are changed by their owners; the other service
# to sign in with is the settings'.
admin.site.unregister(
    [Group, knox.AuthToken, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession]
)


# Both come from Django with English names; wherever the console shows one, it is by its words.
Group.add_to_class("__str__", group_words)
Permission.add_to_class("__str__", permission_words)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, SharedAdmin):
    """What each staff group may see."""

    compressed_fields = False  # labels above: the two boxes need the width

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        """What the console keeps for its histories is nobody's to give."""
        if db_field.name == "permissions":
            kwargs["queryset"] = Permission.objects.exclude(content_type__model__startswith="historical")
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)
