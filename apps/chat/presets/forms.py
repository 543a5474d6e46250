from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset
from apps.matching.models import Job

MOST_JOBS = 200


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """What was chosen, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class PresetForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("What you search for after the slash."))
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7}))
    attached = FilesField(
        label=_("Files that go along"),
        required=False,
        help_text=_("Pictures or documents, up to five; whoever uses the reply can still take them off."),
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, help_text=_("At this stage it stands first."))
    scope = forms.ChoiceField(label=_("Who uses it"), required=False)
    job = forms.TypedChoiceField(
        label=_("For which job"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only where it is for one job: then it is offered in the conversations about that job alone."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"] = forms.ChoiceField(
            label=self.fields["stage"].label,
            help_text=self.fields["stage"].help_text,
            required=False,
            choices=[("", _("Any stage")), *Conversation.Stage.choices],
        )
        if person.company_id is None:
            del self.fields["scope"], self.fields["job"]
            return
        self.fields["scope"] = forms.ChoiceField(
            label=self.fields["scope"].label,
            choices=[
                (Preset.Scope.PERSONAL, _("Only me")),
                (Preset.Scope.TEAM, _("Everybody in my company")),
                (Preset.Scope.JOB, _("Everybody in my company, for one job")),
            ],
        )
        jobs = Job.objects.filter(company=person.company_id).order_by("-pk").values_list("pk", "title")
        job = self.fields["job"]
        assert isinstance(job, forms.TypedChoiceField)
        job.choices = [("", _("No job in particular")), *jobs[:MOST_JOBS]]
