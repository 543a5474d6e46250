"""What the living style guide shows in its forms and lists."""

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"), help_text=_("This is what others see."))
    about = forms.CharField(label=_("About you"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(label=_("Place"), choices=[("sh", _("Shanghai")), ("bj", _("Beijing"))])
    mode = forms.ChoiceField(
        label=_("How do you want to work?"),
        choices=[("office", _("In the office")), ("remote", _("Remote"))],
        widget=forms.RadioSelect,
    )
    news = forms.BooleanField(
        label=_("Tell me about new jobs"), help_text=_("At most once a day, never at night."), required=False
    )
    file = forms.FileField(label=_("Résumé"), required=False)


def examples() -> dict[str, object]:
    """The context of the style guide."""
    form = ExampleForm(initial={"mode": "remote", "news": True}, prefix="empty")
    page: Page[int] = Paginator(range(60), 20).page(2)
    people = [User(pk=number, name=name) for number, name in enumerate(("Ana", "Ben Ho", "王小明", "欧阳", "Olga"), 1)]
    return {"form": form, "bound_form": ExampleForm({"name": ""}), "page": page, "people": people}
