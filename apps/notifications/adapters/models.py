from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class Adapter(models.TextChoices):
    SMS = "sms", _("Text message")
    WECOM = "wecom", _("WeChat work account")


class OtherAddress(models.Model):
    """Where somebody is told instead of by e-mail: a phone number, or their id in the company's WeChat work account."""

    person = models.OneToOneField(User, models.CASCADE, related_name="other_address", verbose_name=_("person"))
    adapter = models.CharField(_("channel"), max_length=5, choices=Adapter.choices)
    address = models.CharField(
        _("address"), max_length=64, help_text=_("+8613800000000, or the id of a member of the work account.")
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("address beside e-mail")
        verbose_name_plural = _("addresses beside e-mail")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["adapter", "address"], name="one_person_at_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.adapter}"

    def clean(self) -> None:
        is_number = self.address.startswith("+") and self.address[1:].isascii() and self.address[1:].isdecimal()
        if self.adapter == Adapter.SMS and not (is_number and 8 <= len(self.address) <= 16):
            raise ValidationError({"address": _("A number with its country, such as +8613800000000.")})
