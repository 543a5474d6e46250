from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.matching.jobs.models import Job
from apps.matching.jobs.validity import end_of, last_day, usual_last_day
from apps.matching.profile.forms import PayFields, YesNoField, limit_to
from apps.matching.profile.models import MOST_YEARS
from apps.matching.skills.forms import SkillsField, names_of


class JobForm(PayFields):
    """A posting, as its recruiter writes it. Everything but the title may stay open."""

    remote = YesNoField(label=_("Remote work"))
    skills_required = SkillsField(
        label=_("Required skills"), help_text=_("Separated by commas. Candidates are ranked by these.")
    )
    skills_nice = SkillsField(label=_("Nice to have"))
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After this day the job leaves the lists by itself."),
    )

    class Meta:
        model = Job
        fields: ClassVar = [
            *("title", "city", "region", "remote", "industry", "employment", "level"),
            *("years_min", "years_max", "degree"),
            *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_months", "salary_text"),
            *("description", "responsibilities", "requirements"),
        ]
        labels: ClassVar = {
            "title": _("Job title"),
            "salary_min": _("Pay from"),
            "salary_max": _("Pay to"),
            "salary_months": _("Salaries a year"),
            "salary_text": _("Pay in words"),
            "years_min": _("Years of experience from"),
            "years_max": _("Years of experience to"),
        }
        help_texts: ClassVar = {"salary_text": _("For example how the bonus works.")}
        widgets: ClassVar = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "responsibilities": forms.Textarea(attrs={"rows": 5}),
            "requirements": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("years_min", "years_max"):
            limit_to(self.fields[name], MOST_YEARS)
        limit_to(self.fields["salary_months"], 24)
        if self.instance.pk and not self.is_bound:
            links = list(self.instance.job_skills.select_related("skill"))
            self.initial["skills_required"] = names_of([link.skill for link in links if link.required])
            self.initial["skills_nice"] = names_of([link.skill for link in links if not link.required])
            if self.instance.expires_at:
                self.initial["valid_until"] = last_day(self.instance)
        if not self.instance.pk:
            self.initial.setdefault("valid_until", usual_last_day())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        low, high = cleaned.get("years_min"), cleaned.get("years_max")
        if low is not None and high is not None and low > high:
            self.add_error("years_max", _("The lower figure is above the higher one."))
        return cleaned

    def clean_valid_until(self) -> datetime | None:
        """The end of that day where the recruiter is."""
        day = self.cleaned_data["valid_until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return end_of(day)

    def stated(self) -> dict[str, Any]:
        return super().stated() | {
            "expires_at": self.cleaned_data["valid_until"],
            "skills_required": self.cleaned_data["skills_required"],
            "skills_nice": self.cleaned_data["skills_nice"],
        }
