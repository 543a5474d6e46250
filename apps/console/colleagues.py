"""Two people at one form of the console: the later one never undoes what the earlier one changed.

A form carries, hidden, each value as it was shown. What its operator left alone keeps the row's present value, whoever
changed it meanwhile, and is told; what both changed is refused once, with the colleague's value beside it.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection, models
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from apps.ui.paging import CappedPaginator

WORDS_SHOWN = 80


class ShownValuesForm(forms.ModelForm):
    """Mixed into the form of every model that people edit in the console."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: dict[str, str] = {}
        """What colleagues changed meanwhile and this form left alone: label → present value in words."""
        is_change = self.instance.pk is not None
        carries = is_change and (not self.is_bound or self._came_with_shown_values())
        for field in self.fields.values():
            is_seen = not field.disabled and not field.widget.is_hidden and not isinstance(field, forms.FileField)
            field.show_hidden_initial = carries and is_seen

    def _came_with_shown_values(self) -> bool:
        """Programs may post without: for them the present row is what was shown."""
        begins = tuple(self.add_initial_prefix(name) for name in self.fields)
        return any(key.startswith(begins) for key in self.data)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's, which its stubs leave out
        changed_here = set(self.changed_data)
        for name, field in self.fields.items():
            if not field.show_hidden_initial or not self._was_changed_by_others(name):
                continue
            if name not in changed_here:
                self._keep_present(name)
            elif self._differs(name, self[name].data):
                self._refuse_once(name)

    def _was_changed_by_others(self, name: str) -> bool:
        bound = self[name]
        raw = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return self._differs(name, raw)

    def _differs(self, name: str, raw: Any) -> bool:
        """Whether what a browser sent means another value than the row has now. Browsers send line ends their way."""
        present = self.get_initial_for_field(self.fields[name], name)
        if isinstance(raw, str) and isinstance(present, str):
            raw, present = (text.replace("\r\n", "\n").strip() for text in (raw, present))
        return self.fields[name].has_changed(present, raw)

    def _keep_present(self, name: str) -> None:
        field, present = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        self.errors.pop(name, None)
        raw = field.prepare_value(present)
        self.cleaned_data[name] = field.to_python("" if raw is None else raw)
        self._put(self.add_prefix(name), name, present)
        self._put(self.add_initial_prefix(name), name, present)
        self.kept[str(field.label or name)] = in_words(field, self.cleaned_data[name])

    def _refuse_once(self, name: str) -> None:
        """Saved again it goes through: the colleague's value counts as shown from here on."""
        field, present = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        raw = field.prepare_value(present)
        value = in_words(field, field.to_python("" if raw is None else raw))
        who = last_editor(self.instance) or _("Somebody")
        self._put(self.add_initial_prefix(name), name, present)
        self.add_error(
            name,
            _("%(who)s changed this meanwhile, to “%(value)s”. Save again to replace it by what stands here.")
            % {"who": who, "value": value},
        )

    def _put(self, key: str, name: str, value: Any) -> None:
        """What the browser would send if it had been shown `value`."""
        data = cast(QueryDict, self.data).copy()
        field = self.fields[name]
        widget = field.hidden_widget().get_context(key, field.prepare_value(value), {})["widget"]
        parts = widget.get("subwidgets") or ([] if isinstance(field, forms.ModelMultipleChoiceField) else [widget])
        data.pop(key, None)
        for part in parts:
            data.pop(part["name"], None)
        for part in parts:
            data.appendlist(part["name"], "" if part["value"] is None else str(part["value"]))
        self.data = data


class CappedAdmin(ModelAdmin):
    """Counts, and pages, its list no further than anybody goes on. A row takes the theme one or two milliseconds."""

    paginator: type[Any] = CappedPaginator
    show_full_result_count = False
    list_per_page = 25

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponseBase | None:
        """An action is done with rows that are there: a colleague may have deleted them since the list was shown, and
        a program names what can't be one. Where none is left, the operator reads that none was chosen."""
        keys = list(self._keys_of(request.POST.getlist(ACTION_CHECKBOX_NAME)))
        data = request.POST.copy()
        rows = [str(key) for key in queryset.filter(pk__in=keys).values_list("pk", flat=True)]
        data.setlist(ACTION_CHECKBOX_NAME, rows)
        if not rows and not queryset.exists():
            data["select_across"] = "0"
        request.POST = data  # type: ignore[assignment]
        return super().response_action(request, queryset)

    def _keys_of(self, words: list[str]) -> Iterator[Any]:
        """Those that a row may have."""
        field = self.opts.pk
        while field.remote_field:
            field = field.target_field
        for word in words:
            # No text of a database has it, whatever the field.
            if "\x00" in word:
                continue
            with suppress(forms.ValidationError):
                key = field.to_python(word)
                field.run_validators(key)
                yield key


class SharedAdmin(CappedAdmin):
    """The base of every page of the console on which people change rows."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """While a change is stored, the next one waits for it."""
        if request.method == "POST" and connection.in_atomic_block:
            key = from_field or "pk"
            rows = self.model._default_manager.select_for_update(of=("self",))
            try:
                rows.filter(**{key: self.opts.pk.to_python(object_id)}).values_list("pk").first()
            except (ValueError, forms.ValidationError):
                return None
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return _with_shown_values(super().get_form(request, obj, change=change, **kwargs))

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form = _with_shown_values(formset.form)
            yield formset, inline

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Comes after everything is stored: the moment to tell what colleagues did meanwhile."""
        kept = dict(getattr(form, "kept", {}))
        for formset in formsets or ():
            for row in formset.forms:
                kept |= {f"{row.instance}: {label}": value for label, value in getattr(row, "kept", {}).items()}
        if kept:
            changes = "; ".join(f"{label}: {value}" for label, value in kept.items())
            who = last_editor(form.instance, other_than=request.user.pk) or _("Somebody")
            facts = {"who": who, "changes": changes}
            messages.warning(request, _("%(who)s changed meanwhile, and it stays: %(changes)s") % facts)
        return super().construct_change_message(request, form, formsets, add)


def last_editor(row: models.Model, *, other_than: int | None = None) -> str:
    """Who changed a row last, as far as its history knows; empty otherwise."""
    history = getattr(row, "history", None)
    if history is None:
        return ""
    entries = history.exclude(history_user=None).order_by("-history_date", "-history_id")
    if other_than is not None:
        entries = entries.exclude(history_user=other_than)
    entry = entries.first()
    return str(entry.history_user) if entry else ""


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as operators read it."""
    if isinstance(value, models.QuerySet | list | tuple | set):
        words = ", ".join(str(one) for one in value)
    elif isinstance(value, bool):
        words = _("yes") if value else _("no")
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        words = str(dict(_flat(field.choices)).get(str(value), value))
    else:
        words = "" if value is None else str(value)
    return Truncator(" ".join(words.split())).chars(WORDS_SHOWN) or "–"


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label


def _with_shown_values(form: type[Any]) -> type[Any]:
    return form if issubclass(form, ShownValuesForm) else type(form.__name__, (ShownValuesForm, form), {})
