"""Actions of the console that are about people ask why, and the history keeps it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        min_length=2,
        max_length=100,
        help_text=_("It is kept in the history with your name."),
        widget=UnfoldAdminTextInputWidget,
    )


def reason_for(
    model_admin: Any, request: HttpRequest, rows: Iterable[Any], *, action: str, title: str | Promise
) -> str | HttpResponse:
    """The reason that was given, or the page that asks for it, once more where none was."""
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        return str(form.cleaned_data["reason"])
    context = model_admin.admin_site.each_context(request) | {
        "title": title,
        "opts": model_admin.opts,
        "form": form,
        "rows": rows,
        "action": action,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return render(request, "admin/reason.html", context)
