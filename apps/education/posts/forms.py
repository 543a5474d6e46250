from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.chat.moderation.models import OF_PEOPLE
from apps.education.posts.models import Post
from apps.education.posts.writing import MAX_BODY, MAX_TITLE

REASONS = [(reason.value, reason.label) for reason in OF_PEOPLE]
KINDS = [choice for choice in Post.Kind.choices if choice[0] != Post.Kind.ANSWER]


class AnswerForm(forms.Form):
    """See `services.write_answer`. `confirmed` comes from the button that a doubt brings."""

    body = forms.CharField(
        label=_("Your answer"), max_length=MAX_BODY, widget=forms.Textarea(attrs={"rows": 6, "maxlength": MAX_BODY})
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    needs_confirming = False


class PostForm(AnswerForm):
    """See `services.write_post`."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label=pgettext_lazy("of a post", "Title"), max_length=MAX_TITLE)
    field_order = ("kind", "title", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = pgettext_lazy("of a post", "Text")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A few words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
