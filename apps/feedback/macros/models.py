"""Answers that are given again and again, with what is done along with them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.ui.bilingual import in_language


class Macro(models.Model):
    """An answer in both languages and the things that go with it, chosen in the workspace by typing a slash."""

    name_en = models.CharField(_("name (English)"), max_length=80)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80)
    reply_en = models.TextField(
        _("answer in English"),
        max_length=4000,
        blank=True,
        help_text=_("{name} stands for the reporter's name, {number} for the ticket's number."),
    )
    reply_zh = models.TextField(_("answer in Chinese"), max_length=4000, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed_at"])

    class Meta:
        verbose_name = _("macro")
        verbose_name_plural = _("macros")
        ordering: ClassVar = ["name_en", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)


class MacroAction(models.Model):
    """One thing that a macro does along with its answer."""

    class Kind(models.TextChoices):
        STATUS = "status", _("Set the status to")
        CATEGORY = "category", _("Set the category to")
        SEVERITY = "severity", _("Set the severity to")
        AREA = "area", _("Set the area to")
        PROMISE = "promise", _("Promise news within days")
        TAKE = "take", _("Assign it to who uses the macro")
        TEAM = "team", _("Give it to the team with the number")

    macro = models.ForeignKey(Macro, models.CASCADE, related_name="actions", verbose_name=_("macro"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=20, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["macro", "kind"], name="one_action_of_a_kind_per_macro")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
