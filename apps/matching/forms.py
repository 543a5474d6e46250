from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Company
from apps.matching.documents.reading import MAX_BYTES
from apps.matching.errors import DocumentTooLarge
from apps.matching.models import DismissalReason, Job, Resume, ResumeVisibility, SalaryPeriod, Skill
from apps.matching.selectors.jobs import JobFilters
from apps.matching.selectors.skills import vocabulary
from apps.matching.services.writing import MAX_SKILLS

CODES = ("CNY", "USD", "EUR", "GBP", "SGD", "HKD", "JPY", "AUD", "CAD", "CHF", "INR", "KRW", "TWD")
CURRENCIES = [("", _("Not stated")), *((code, code) for code in CODES)]
MAX_YEARS = 60


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", _("Not stated")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class SkillsField(forms.CharField):
    """Names parted by commas; a script turns them into chips with suggestions."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"data-skills": "", "autocomplete": "off"})
        super().__init__(required=False, max_length=4000, widget=widget, **options)

    def clean(self, value: Any) -> list[str]:
        names = vocabulary().listed(super().clean(value))
        if len(names) > MAX_SKILLS:
            raise forms.ValidationError(_("Name 50 skills at most."))
        return names


class PayFields(forms.ModelForm):
    """What jobs and résumés say of pay."""

    salary_currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    salary_period = forms.ChoiceField(
        label=_("Per"), choices=[("", _("Not stated")), *SalaryPeriod.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not isinstance(field.widget, forms.RadioSelect):
                given: Any = field.choices
                field.choices = [("", _("Not stated")), *((value, name) for value, name in given if value)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("salary_min"), cleaned.get("salary_max")
        if low is not None and high is not None and low > high:
            self.add_error("salary_max", _("The lower figure is above the higher one."))
        return cleaned

    def stated(self) -> dict[str, Any]:
        """The cleaned fields of the model, for the services."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}


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
            _at_most(self.fields[name], MAX_YEARS)
        _at_most(self.fields["salary_months"], 24)
        if self.instance.pk and not self.is_bound:
            links = list(self.instance.job_skills.select_related("skill"))
            self.initial["skills_required"] = _joined([link.skill for link in links if link.required])
            self.initial["skills_nice"] = _joined([link.skill for link in links if not link.required])
            if self.instance.expires_at:
                last = timezone.localtime(self.instance.expires_at) - timedelta(seconds=1)
                self.initial["valid_until"] = last.date()

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
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))

    def stated(self) -> dict[str, Any]:
        return super().stated() | {
            "expires_at": self.cleaned_data["valid_until"],
            "skills_required": self.cleaned_data["skills_required"],
            "skills_nice": self.cleaned_data["skills_nice"],
        }


class ResumeForm(PayFields):
    """A résumé, as its owner writes it."""

    remote_ok = YesNoField(label=_("Would you work remotely?"))
    skills = SkillsField(label=_("Skills"), help_text=_("Separated by commas. Jobs are ranked by these."))
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=ResumeVisibility.choices, widget=forms.RadioSelect
    )
    employer = forms.CharField(
        label=_("Hide it from these companies"),
        required=False,
        max_length=400,
        help_text=_("For example your present employer. Names parted by commas."),
    )

    class Meta:
        model = Resume
        fields: ClassVar = [
            *("title", "years_experience", "city", "remote_ok", "industry", "degree", "availability"),
            *("salary_min", "salary_max", "salary_currency", "salary_period"),
            *("summary", "experience", "projects", "education", "languages"),
            *("visibility", "file_open", "personalised"),
        ]
        labels: ClassVar = {
            "title": _("Which position do you want?"),
            "salary_min": _("Expected pay from"),
            "salary_max": _("Expected pay to"),
            "availability": _("When could you start?"),
            "file_open": _("Whoever may see my résumé may download its file"),
            "personalised": _("Rank jobs for me by this résumé"),
        }
        help_texts: ClassVar = {
            "file_open": _("Otherwise only companies to which you send it."),
            "personalised": _("Otherwise you see the newest first."),
        }
        widgets: ClassVar = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("summary", 4), ("experience", 8), ("projects", 6), ("education", 4))
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _at_most(self.fields["years_experience"], MAX_YEARS)
        if self.instance.pk and not self.is_bound:
            skills = [link.skill for link in self.instance.resume_skills.select_related("skill")]
            self.initial["skills"] = _joined(skills)
            self.initial["employer"] = ", ".join(company.name for company in self.instance.hidden_from.all())

    def clean_employer(self) -> list[Company]:
        names = [name.strip() for name in self.cleaned_data["employer"].replace("，", ",").split(",") if name.strip()]
        found: list[Company] = []
        for name in names:
            companies = list(Company.objects.filter(name__iexact=name))
            if not companies:
                raise forms.ValidationError(
                    _("No company here is called “%(name)s”, so nothing needs hiding from it."), params={"name": name}
                )
            found += companies
        return found

    def stated(self) -> dict[str, Any]:
        return super().stated() | {
            "skills": self.cleaned_data["skills"],
            "hidden_from": self.cleaned_data["employer"],
        }


class UploadForm(forms.Form):
    """A résumé file."""

    file = forms.FileField(
        label=_("Résumé file"),
        max_length=160,
        help_text=_("PDF, Word (.docx) or text, up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.txt"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise DocumentTooLarge(field="file")
        return file


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


def _joined(skills: list[Skill]) -> str:
    return ", ".join(str(skill) for skill in skills)


def _at_most(field: forms.Field, value: int) -> None:
    if isinstance(field, forms.IntegerField):
        field.max_value = value
        field.widget.attrs["max"] = value
        field.validators.append(MaxValueValidator(value))
