from django import forms
from django.utils.translation import gettext_lazy as _

from apps.matching.jobs.selectors import JobFilters
from apps.matching.recommendations.models import DismissalReason
from apps.matching.skills.selectors import vocabulary


class JobFiltersForm(forms.Form):
    """How a list of jobs is narrowed."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    city = forms.CharField(label=_("City"), required=False, max_length=80)
    industry = forms.CharField(label=_("Industry"), required=False, max_length=80)
    skill = forms.CharField(label=_("Skill"), required=False, max_length=80)
    remote = forms.BooleanField(label=_("Remote"), required=False)
    paid = forms.BooleanField(label=_("Pay is stated"), required=False)
    order = forms.ChoiceField(choices=[("best", _("Best match")), ("newest", _("Newest"))], required=False)

    def filters(self) -> JobFilters:
        """What could be read; nonsense narrows nothing but an unknown skill, which nothing has."""
        self.is_valid()
        chosen = self.cleaned_data
        skill = vocabulary().named(chosen["skill"]) if chosen.get("skill") else None
        return JobFilters(
            q=chosen.get("q", ""),
            city=chosen.get("city", ""),
            industry=chosen.get("industry", ""),
            remote=True if chosen.get("remote") else None,
            salary_known=bool(chosen.get("paid")),
            skill=(skill or 0) if chosen.get("skill") else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")


class DismissForm(forms.Form):
    reason = forms.ChoiceField(choices=[("", ""), *DismissalReason.choices], required=False)


class CandidatesForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
