from django import forms
from django.utils.translation import gettext_lazy as _

from apps.education.articles.models import ArticleVote


class VoteForm(forms.Form):
    """Whether an article helped, and if not, why."""

    helpful = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.ChoiceField(
        label=_("What was missing?"),
        choices=ArticleVote.Reason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("In your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
