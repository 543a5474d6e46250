"""What each staff group may see and do in the console; installed with each release."""

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from apps.content import content

VIEW, EDIT = ("view",), ("view", "add", "change", "delete")
NO_DELETE = ("view", "add", "change")

GROUPS: dict[str, dict[str, tuple[str, ...]]] = {"support": {}, "content": {}, "incentives": {}, "analyst": {}}
"""group → {"app.model": actions}; each app's `console.py` says what is granted of its own."""

NAMES = {
    "support": _("Support"),
    "content": _("Content"),
    "incentives": _("Incentives"),
    "analyst": _("Analysis"),
}
ACTIONS = {
    "view": _("may view"),
    "add": _("may add"),
    "change": _("may change"),
    "delete": _("may delete"),
    "export": _("may export"),
    "verify": _("may verify"),
    "confirm": _("may confirm addresses"),
    "reset": _("may reset two-step sign-in"),
}


def grant(group: str, grants: dict[type[Model], tuple[str, ...]]) -> None:
    """Lets a staff group do these things with these models."""
    for model, actions in grants.items():
        GROUPS[group][model._meta.label_lower] = actions


def group_words(group: Group) -> str:
    """What a group is called for the reader; its stored name stays."""
    return str(NAMES.get(group.name, group.name))


def permission_words(permission: Permission) -> str:
    """ "Matching | job | may view"."""
    action = permission.codename.partition("_")[0]
    return f"{permission.content_type.app_labeled_name} | {ACTIONS.get(action, permission.name)}"


@content
def install_groups() -> None:
    """Creates the groups and grants what the table says. Permissions of models that don't exist are passed over."""
    _make_own_permissions()
    for name, grants in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        wanted = {
            (model.split(".")[0], f"{action}_{model.split('.')[1]}")
            for model, actions in grants.items()
            for action in actions
        }
        found = [
            permission
            for permission in Permission.objects.select_related("content_type")
            if (permission.content_type.app_label, permission.codename) in wanted
        ]
        group.permissions.set(found)


def _make_own_permissions() -> None:
    """Django makes those to view, add, change and delete; each list that can be exported has one more, and what an
    admin names in `own_permissions`."""
    for model, model_admin in admin.site._registry.items():
        exported = ("export",) if hasattr(model_admin, "has_export_permission") else ()
        for action in (*exported, *getattr(model_admin, "own_permissions", ())):
            Permission.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                codename=get_permission_codename(action, model._meta),
                defaults={"name": f"Can {action} {model._meta.model_name}"},
            )
