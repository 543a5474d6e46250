from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError
from apps.feedback.tickets.errors import TooManyFiles
from apps.feedback.tickets.files import ATTACHED, MOST_FILES

MAX_ID = 2**63 - 1


class Prose(forms.Field):
    """Free text, passed on as it came. What makes a text unusable is the service's to say, in words that help."""

    def __init__(self, *, label: Any, rows: int = 5, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=forms.Textarea(attrs={"rows": rows, "class": "input"}),
            error_messages={"required": _("Please write a few words first.")},
        )

    def to_python(self, value: Any) -> str:
        return value or ""


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files, each as it came. What can be kept of them is the service's to say."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Pictures or files"),
            required=False,
            widget=FilesInput,
            help_text=_("Up to five, which only our support opens."),
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if len(data) > MOST_FILES:
            raise forms.ValidationError(str(TooManyFiles()))
        return list(data)


class SheetForm(forms.Form):
    """What the sheet sends. The text and the files are the person's; the rest describes where it was written."""

    body = Prose(label=_("What happened, or what do you wish for?"))
    attached = FilesField()
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    conversation = forms.CharField(required=False, widget=forms.HiddenInput)
    message = forms.CharField(required=False, widget=forms.HiddenInput)
    client_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_client_id(self) -> UUID:
        try:
            return UUID(self.cleaned_data["client_id"])
        except ValueError:
            return uuid4()

    def clean_conversation(self) -> int | None:
        return read_id(self.cleaned_data["conversation"])

    def clean_message(self) -> int | None:
        return read_id(self.cleaned_data["message"])

    def clean_page(self) -> str:
        page = self.cleaned_data["page"]
        return page if page.startswith("/") else ""


class ReplyForm(forms.Form):
    body = Prose(label=_("Your reply"), rows=3)
    attached = FilesField()


def show_refusal(form: forms.Form, error: DomainError) -> None:
    """Beside the files where it is about them, else beside the words."""
    form.add_error(ATTACHED if error.field == ATTACHED else "body", str(error))


def read_id(value: str) -> int | None:
    """A row's id out of text from outside; None when it is no id."""
    if not (value.isascii() and value.isdigit()) or len(value) > 19:
        return None
    number = int(value)
    return number if 0 < number <= MAX_ID else None
