from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from apps.chat.moderation.deciding import MAX_WORDS
from apps.chat.moderation.models import Decision

WHY_HELP = _("For the log; operators alone read it.")


def _text(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=MAX_WORDS, required=required, widget=widget)


class DecideForm(forms.Form):
    """Closing an account takes a second operator."""

    decision = forms.ChoiceField(
        label=_("decision"),
        choices=Decision.choices,
        widget=UnfoldAdminRadioSelectWidget,
        help_text=_(
            "Closing the account is only proposed: a second operator has to agree. A reported posting goes with "
            "everything worse than a warning."
        ),
    )
    why = _text(_("why"), WHY_HELP)
    words = _text(
        _("what the reported person reads"),
        _("In their language, without naming who reported. Not needed where there is no violation."),
        required=False,
    )

    def __init__(self, *args: Any, is_posting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_posting:
            field = cast(forms.ChoiceField, self.fields["decision"])
            field.choices = [choice for choice in Decision.choices if choice[0] != Decision.REMOVE]


class DecideAppealForm(forms.Form):
    lifts = forms.ChoiceField(
        label=_("decision"),
        choices=[("no", _("The decision stands")), ("yes", _("Take the decision back"))],
        widget=UnfoldAdminRadioSelectWidget,
    )
    why = _text(_("why"), WHY_HELP)
