"""A version of a rule as operators edit it: a few lines of fields for its rows, in words instead of notation."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from unfold.admin import StackedInline
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.accounts.models import Role, Segment
from apps.errors import DomainError
from apps.experiments.measures import measures
from apps.gamification.deeds.facts import OPERATORS, Unit
from apps.gamification.deeds.registry import DeedKind, kind_of, kinds
from apps.gamification.drafting.models import DryRun
from apps.gamification.rules.forms import FORMS, Marks
from apps.gamification.rules.limits import OF, PER, WITHIN
from apps.gamification.rules.models import FORMS_WEEKS, RuleVersion
from apps.gamification.rules.rows import Row
from apps.gamification.rules.services import check_version
from apps.gamification.rules.wording import words_of
from apps.ui.templatetags.ui import day

CONDITIONS, LIMITS = 3, 4
"""Lines of the form."""
OWN_FIELDS = (
    "settling",
    "settle_within_days",
    "hold_hours",
    "forms_weeks",
    "forms_measure",
    "name_en",
    "name_zh",
    "why_en",
    "why_zh",
)
NO_CHOICE = [("", "–")]


def _facts() -> list[tuple[str, str | Promise]]:
    known = {fact.key: fact.title for kind in kinds() for fact in kind.all_facts}
    return [*NO_CHOICE, *known.items()]


def _segments() -> list[tuple[str, str]]:
    return [(segment.key, segment.name) for segment in Segment.objects.all()]


def _measures() -> list[tuple[str, str | Promise]]:
    return [*NO_CHOICE, *((measure.key, measure.title) for measure in measures())]


def _choice(choices: Any, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, label=label, widget=UnfoldAdminSelectWidget)


def _number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, required=False, label=label, widget=UnfoldAdminIntegerFieldWidget, **options)


def _hours() -> forms.FloatField:
    return forms.FloatField(
        min_value=0.05,
        required=False,
        label=_("hours"),
        help_text=_("Where it is a stretch of hours."),
        widget=UnfoldAdminTextInputWidget,
    )


FORM_HELP: dict[str, str | Promise] = {
    "marks": _("How many of them: badges count them."),
    "greetings": _("For how many hours: ten more a day."),
    "search_history": _("For how many hours: a year more."),
    "thanks": _("As much as they are worth."),
}


REWARD_HELP = {key: words for key, words in FORM_HELP.items() if key != "thanks"} | {
    "thanks": _("1: we thank them."),
}
"""Beside the points."""


def _row_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "amount": _number(_("points")),
        "coins": _number(_("coins")),
        "roles": forms.MultipleChoiceField(
            choices=Role.choices,
            required=False,
            label=_("for roles"),
            help_text=_("None means for everybody."),
            widget=UnfoldAdminSelectMultipleWidget,
        ),
    }
    fields["segments"] = forms.MultipleChoiceField(
        choices=_segments,
        required=False,
        label=_("in segments"),
        help_text=_("Who is in one of them as of last night. None means for everybody."),
        widget=UnfoldAdminSelectMultipleWidget,
    )
    for n in range(CONDITIONS):
        fields |= {
            f"condition_{n}_fact": _choice(_facts, _("counts when")),
            f"condition_{n}_operator": _choice([*NO_CHOICE, *OPERATORS.items()], _("is")),
            f"condition_{n}_value": _number(
                pgettext_lazy("of a condition", "number"), help_text=_("Empty for what is so or isn't.")
            ),
        }
    for n in range(LIMITS):
        fields |= {
            f"limit_{n}_most": _number(_("at most"), help_text=_("Empty means no limit.")),
            f"limit_{n}_of": _choice([*NO_CHOICE, *OF.items()], _("of")),
            f"limit_{n}_per": _choice([*NO_CHOICE, *PER.items()], _("for")),
            f"limit_{n}_within": _choice([*NO_CHOICE, *WITHIN.items()], _("in")),
            f"limit_{n}_hours": _hours(),
        }
    for key, form in FORMS.items():
        fields[f"reward_{key}"] = _number(form.name, help_text=REWARD_HELP.get(key, ""))
        fields |= {
            f"form_{key}_amount": _number(form.name, help_text=FORM_HELP[key]),
            f"form_{key}_worth": _number(_("worth in points"), help_text=_("Empty: it stands in for nothing.")),
        }
    fields["forms_weeks"] = _number(
        _("a form stays for weeks"), help_text=_("Then chance draws again, for everybody on the same day. Empty: 4.")
    )
    fields["forms_measure"] = forms.ChoiceField(
        choices=_measures,
        required=False,
        label=_("what the forms should bring"),
        help_text=_("By this the report compares them, and what helped more is drawn more often."),
        widget=UnfoldAdminSelectWidget,
    )
    return fields


class _Fields(ModelForm):
    class Meta:
        model = RuleVersion
        fields = OWN_FIELDS


_RowForm: Any = type("_RowForm", (_Fields,), _row_fields())


class VersionForm(_RowForm):
    """A version in fields; one that is published can be read only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = initial_of(self.instance) | self.initial  # type: ignore[has-type]
        if self.instance.published_at:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or self.instance.published_at:
            return cleaned
        version = self.instance
        cleaned["forms_weeks"] = cleaned.get("forms_weeks") or FORMS_WEEKS
        for name in OWN_FIELDS:
            setattr(version, name, cleaned[name])
        version.audience = [{"role": role} for role in cleaned.get("roles") or []]
        version.audience += [{"segment": key} for key in cleaned.get("segments") or []]
        version.rewards = _rewards(cleaned)
        version.forms = _forms(cleaned)
        version.conditions = _conditions(cleaned, kind_of(version.rule.deed) if version.rule.deed else None)
        version.limits = _limits(cleaned)
        if not version.rule.deed:
            return cleaned
        try:
            check_version(version)
        except DomainError as error:
            self.add_error(FIELD_OF.get(error.field or "", error.field), str(error))
        return cleaned


FIELD_OF = {
    "audience": "roles",
    "rewards": "amount",
    "conditions": "condition_0_fact",
    "limits": "limit_0_most",
    "forms": f"form_{Marks.key}_worth",
}
"""Kind of row → the field that shows what is wrong with it."""


def _rewards(cleaned: dict[str, Any]) -> list[Row]:
    amounts = {"points": cleaned.get("amount"), "coins": cleaned.get("coins")}
    amounts |= {key: cleaned.get(f"reward_{key}") for key in FORMS}
    return [{"kind": kind, "amount": amount} for kind, amount in amounts.items() if amount]


def _forms(cleaned: dict[str, Any]) -> list[Row]:
    return [
        {"kind": key, "amount": cleaned.get(f"form_{key}_amount") or worth, "worth": worth}
        for key in FORMS
        if (worth := cleaned.get(f"form_{key}_worth"))
    ]


def _conditions(cleaned: dict[str, Any], kind: DeedKind | None) -> list[Row]:
    rows = []
    for n in range(CONDITIONS):
        if key := cleaned.get(f"condition_{n}_fact"):
            fact = kind.fact(key) if kind else None
            is_yes_no = fact is not None and fact.unit is Unit.YES_NO
            operator = cleaned.get(f"condition_{n}_operator") or ("is" if is_yes_no else "at_most")
            rows.append(
                {"fact": key, "operator": operator, "value": True if is_yes_no else cleaned.get(f"condition_{n}_value")}
            )
    return rows


def _limits(cleaned: dict[str, Any]) -> list[Row]:
    rows = []
    for n in range(LIMITS):
        if most := cleaned.get(f"limit_{n}_most"):
            row = {
                "of": cleaned.get(f"limit_{n}_of") or "awards",
                "per": cleaned.get(f"limit_{n}_per") or "member",
                "within": cleaned.get(f"limit_{n}_within") or "day",
                "most": most,
            }
            if row["within"] == "hours":
                row["hours"] = cleaned.get(f"limit_{n}_hours")
            rows.append(row)
    return rows


def initial_of(version: RuleVersion) -> dict[str, Any]:
    """The rows of a version as the form's fields hold them."""
    initial: dict[str, Any] = {
        "amount": version.points or None,
        "coins": version.coins or None,
        "roles": [row["role"] for row in version.audience if "role" in row],
        "segments": [row["segment"] for row in version.audience if "segment" in row],
    }
    initial |= {f"reward_{row['kind']}": row["amount"] for row in version.rewards if row["kind"] in FORMS}
    for row in version.forms:
        initial |= {f"form_{row['kind']}_{name}": row[name] for name in ("amount", "worth")}
    for n, row in enumerate(version.conditions[:CONDITIONS]):
        initial |= {f"condition_{n}_fact": row["fact"], f"condition_{n}_operator": row["operator"]}
        initial |= {} if row["value"] is True else {f"condition_{n}_value": row["value"]}
    for n, row in enumerate(version.limits[:LIMITS]):
        initial |= {f"limit_{n}_{name}": row.get(name) for name in ("most", "of", "per", "within", "hours")}
    return initial


class VersionFormSet(BaseInlineFormSet):
    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """A version of a rule that is being made knows it before either is saved: its rows are checked by its deed."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.rule = self.instance
        return form

    @property
    def empty_form(self) -> ModelForm:
        """A new version starts from what the newest says, lest a changed number drop all limits with it."""
        form = super().empty_form
        newest = RuleVersion.objects.filter(rule=self.instance.pk).order_by("-number").first()
        if newest is not None:
            own = {name: getattr(newest, name) for name in OWN_FIELDS}
            form.initial = {**form.initial, **own, **initial_of(newest)}
        return form


def _folded(name: Promise, *lines: tuple[str, ...]) -> tuple[Promise, dict[str, Any]]:
    """Open only where something in it is wrong: `says` has it in words."""
    return name, {"fields": lines, "classes": ["collapse"]}


class VersionInline(StackedInline):
    """Newest first. To change what is published, add a version with other numbers or words, try it, and publish it."""

    model = RuleVersion
    form = VersionForm
    formset = VersionFormSet
    extra = 0
    can_delete = False
    ordering = ("-number",)
    readonly_fields = ("number", "in_force_since", "published_by", "tried_out", "says")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("number", "in_force_since", "published_by", "tried_out"),
                    "says",
                    ("name_en", "name_zh"),
                    ("why_en", "why_zh"),
                    ("amount", "coins"),
                )
            },
        ),
        _folded(_("For whom"), ("roles", "segments")),
        _folded(
            _("Counts when"),
            *(tuple(f"condition_{n}_{part}" for part in ("fact", "operator", "value")) for n in range(CONDITIONS)),
        ),
        _folded(
            _("Limits"),
            *(tuple(f"limit_{n}_{part}" for part in ("most", "of", "per", "within", "hours")) for n in range(LIMITS)),
        ),
        _folded(_("Settles"), ("settling", "settle_within_days", "hold_hours")),
        _folded(_("Gives besides points and coins"), tuple(f"reward_{key}" for key in FORMS)),
        _folded(
            _("Other forms that stand in for the points"),
            *((f"form_{key}_amount", f"form_{key}_worth") for key in FORMS),
            ("forms_weeks", "forms_measure"),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RuleVersion]:
        newest = Prefetch("dry_runs", DryRun.objects.order_by("-pk").defer("said")[:1], to_attr="newest_runs")
        return super().get_queryset(request).prefetch_related(newest)

    @display(description=_("in force since"))
    def in_force_since(self, version: RuleVersion) -> str:
        if version.published_at is None:
            return "–"
        since = words_of(version).since
        return day(since) if since else str(_("the start"))

    @display(description=_("in words"))
    def says(self, version: RuleVersion) -> str | SafeString:
        """What members read of it."""
        if version.pk is None:
            return "–"
        words = words_of(version)
        sentences = [f"{words.who} · {words.points}", *words.forms, *words.conditions, words.settles, *words.limits]
        return linebreaksbr("\n".join(map(str, sentences)))

    @display(description=_("tried out"))
    def tried_out(self, version: Any) -> str | SafeString:
        """The last dry run of this version."""
        runs = getattr(version, "newest_runs", None)
        if not runs:
            return "–"
        address = reverse("admin:gamification_rule_try_out", args=[version.rule_id])
        return format_html('<a class="underline" href="{}?run={}">{}</a>', address, runs[0].pk, _run_words(runs[0]))


def _run_words(run: DryRun) -> str:
    if run.figures is None:
        return f"{run.percent} %" if run.is_under_way else str(_("failed"))
    points = run.figures["tried"]["points"]
    words = ngettext("%(date)s: %(n)d point at most", "%(date)s: %(n)d points at most", points)
    return words % {"date": day(run.requested_at), "n": points}
