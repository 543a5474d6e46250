from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.matching.skills.folding import fold_skill
from apps.ui.bilingual import in_language


class Skill(models.Model):
    """One skill under its names in both languages. Unverified ones came in with an import and await an operator."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True, allow_unicode=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_zh = models.CharField(_("name in Chinese"), max_length=80)
    field = models.CharField(pgettext_lazy("of a skill", "field"), max_length=40, blank=True)
    is_verified = models.BooleanField(pgettext_lazy("of a skill", "verified"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering: ClassVar = ["name_en"]

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """Its name for readers of `language` ("en" or "zh-hans")."""
        return in_language(self.name_en, self.name_zh, language)


class AliasReach(models.TextChoices):
    """Where a spelling counts. "Go" and "Spring" are words of everyday prose, too."""

    ANYWHERE = "anywhere", _("Anywhere in a text")
    ENUMERATION = "enumeration", _("In a text only among other skills or after words such as “experience with”")
    LISTED = "listed", _("Only in lists of skills")


class SkillAlias(models.Model):
    """A way to write a skill; its two names are aliases too. No text means two skills."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="aliases", verbose_name=_("skill"))
    text = models.CharField(_("text"), max_length=80)
    folded = models.CharField(_("folded text"), max_length=80, unique=True, editable=False)
    reach = models.CharField(_("counts"), max_length=11, choices=AliasReach.choices, default=AliasReach.ANYWHERE)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("skill alias")
        verbose_name_plural = _("skill aliases")
        ordering: ClassVar = ["text"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold_skill(self.text)[:80]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        taken = SkillAlias.objects.filter(folded=fold_skill(self.text)[:80]).exclude(pk=self.pk).first()
        if taken is not None:
            raise ValidationError({"text": _("“%(skill)s” goes by this name already.") % {"skill": taken.skill}})
