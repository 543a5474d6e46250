from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.notifications.adapters.messengers import NoMessenger, canonical, messenger_of


class Adapter(models.TextChoices):
    SMS = "sms", _("Text message")
    WECOM = "wecom", _("WeChat work account")
    APP = "app", _("Bot or robot of a messenger")


class OtherAddress(models.Model):
    """Where somebody is told instead of by e-mail: a phone number, their id in the company's WeChat work account, or
    the bot of a messenger that they named themselves, whose address is a key and nobody else's to read."""

    person = models.OneToOneField(User, models.CASCADE, related_name="other_address", verbose_name=_("person"))
    adapter = models.CharField(_("channel"), max_length=5, choices=Adapter.choices)
    address = models.CharField(
        _("address"), max_length=255, help_text=_("+8613800000000, or the id of a member of the work account.")
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

    @property
    def shown(self) -> str:
        """As it may be read: of a messenger its name alone."""
        return messenger_of(self.address).title if self.adapter == Adapter.APP else self.address

    def clean(self) -> None:
        is_number = self.address.startswith("+") and self.address[1:].isascii() and self.address[1:].isdecimal()
        if self.adapter == Adapter.APP:
            try:
                self.address = canonical(self.address)
            except NoMessenger as error:
                raise ValidationError({"address": str(error)}) from error
        if self.adapter == Adapter.SMS and not (is_number and 8 <= len(self.address) <= 16):
            raise ValidationError({"address": _("A number with its country, such as +8613800000000.")})
