from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from unfold.admin import ModelAdmin
from unfold.dataclasses import ActionDialog, UnfoldAction
from unfold.forms import BaseDialogForm


def asks(
    title: Promise,
    description: Promise,
    *,
    form: type[BaseDialogForm] = BaseDialogForm,
    submit: Promise | None = None,
) -> ActionDialog:
    """The dialog before a step, which wants a yes, or what `form` asks. `submit` is what its button says, if not the
    title."""
    return {"title": title, "description": description, "form_class": form, "form_submit_text": submit or title}


class WithSteps(ModelAdmin):
    """A page of one row shows those of its actions that the row's state allows."""

    def steps_of(self, row: Any) -> Collection[str]:
        """The names of the actions that can be taken now."""
        raise NotImplementedError

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[UnfoldAction]:
        row = self.get_object(request, object_id)
        prefix = f"{self.opts.app_label}_{self.opts.model_name}_"
        names = {f"{prefix}{name}" for name in self.steps_of(row)} if row is not None else set()
        return [one for one in super().get_actions_detail(request, object_id) if one.action_name in names]
