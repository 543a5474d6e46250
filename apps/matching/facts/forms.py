"""How operators write topics: phrases one a line, the rest ticked; how companies write what is on a job card."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from apps.console.colleagues import ShownValuesForm
from apps.matching.facts.hedging import Hedge
from apps.matching.facts.kinds import FactKind
from apps.matching.facts.models import Topic
from apps.matching.facts.phrases import UnusablePhrase, compiled
from apps.matching.facts.topics import CLOSING_FIELDS, JOB_PROSE, RESUME_PROSE
from apps.matching.facts.traits import Trait
from apps.matching.jobs.models import Job
from apps.matching.resumes.models import Resume

PHRASES = ("names", "opens_en", "opens_zh", "not_vague", "closes_en", "closes_zh", "answers_en", "answers_zh", "asked")
STAGES = (
    ("greeting", _("Greeting")),
    ("clarify", _("Getting to know each other")),
    ("interview", _("Interview")),
    ("offer", _("Offer")),
    ("closed", _("Closed")),
)
SIGNS = _(
    "One phrase a line. # stands for any number, … for up to fourteen characters, (a/b) for one or the other, "
    "[a] for a word that may be missing, * for any ending."
)


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    """Fields of jobs and résumés by what their forms call them."""
    found: dict[str, str] = {}
    for name in names:
        model = Job if name in {field.name for field in Job._meta.get_fields()} else Resume
        found[name] = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return list(found.items())


def _ticked(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )


class TopicForm(ShownValuesForm):
    """With `_try` in the data it saves nothing: the page then shows what the topic as written would find."""

    kinds = _ticked(_("Kinds of fact that answer it"), FactKind.choices)
    hedges = _ticked(_("What leaves it open beside its name"), Hedge.choices)
    closing_fields = _ticked(
        _("Fields that close it"), lambda: _named([name for names in CLOSING_FIELDS.values() for name in names])
    )
    where = _ticked(_("Fields whose words count"), lambda: _named([*JOB_PROSE, *RESUME_PROSE]))
    only_for = _ticked(_("Only for"), Trait.choices)
    not_for = _ticked(_("Not for"), Trait.choices)
    stages = _ticked(_("Asked by itself at"), STAGES)

    class Meta:
        model = Topic
        exclude = ("content_version", "updated_at")
        help_texts = {"opens_en": SIGNS, "where": _("All of them where none is ticked.")}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        for name in PHRASES:
            for line in str(cleaned.get(name) or "").splitlines():
                try:
                    if line.strip():
                        compiled(line)
                except UnusablePhrase:
                    self.add_error(name, gettext("This phrase can't be read: %(line)s") % {"line": line[:80]})
        for name in ("questions_en", "questions_zh"):
            if not str(cleaned.get(name) or "").strip():
                self.add_error(name, gettext("Write at least one question."))
        if "_try" in self.data and not self.errors:
            raise ValidationError(gettext("Nothing is saved yet. Below stands what these words would change."))
        return cleaned

    def as_written(self) -> Topic:
        """The topic with what the form says, not stored."""
        topic = Topic(pk=self.instance.pk)
        for field in Topic._meta.concrete_fields:
            value = self.cleaned_data.get(field.name, getattr(self.instance, field.attname))
            setattr(topic, field.attname, value)
        return topic


class FactForm(forms.Form):
    """An answer on a job's card, as its company writes it."""

    topic = forms.ChoiceField(label=_("Topic"))
    value = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Without a day it stands until you withdraw it."),
    )
    message = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
