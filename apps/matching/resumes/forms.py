import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.matching.parsing.errors import DocumentTooLarge
from apps.matching.profile.forms import PayFields, YesNoField, limit_to
from apps.matching.profile.models import MOST_YEARS
from apps.matching.resumes.models import Resume, ResumeVisibility
from apps.matching.skills.forms import SkillsField, names_of
from apps.uploads.limits import MAX_BYTES


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
        limit_to(self.fields["years_experience"], MOST_YEARS)
        if self.instance.pk and not self.is_bound:
            skills = [link.skill for link in self.instance.resume_skills.select_related("skill")]
            self.initial["skills"] = names_of(skills)
            self.initial["employer"] = ", ".join(hidden.name for hidden in self.instance.hidden_employers.all())

    def clean_employer(self) -> list[str]:
        """As typed: who isn't here today may register tomorrow."""
        names = [" ".join(name.split()) for name in re.split(r"[,，、;；\n]", self.cleaned_data["employer"])]
        return [name for name in dict.fromkeys(names) if name]

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
