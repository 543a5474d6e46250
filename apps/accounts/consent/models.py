from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.people.models import User
from apps.ui.bilingual import in_language


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def in_force(self) -> Self:
        """The newest published version of each kind."""
        newest = LegalText.objects.filter(kind=models.OuterRef("kind"), published_at__isnull=False).order_by("-number")
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))


class LegalText(models.Model):
    """A version of the terms or of the privacy notice, in both languages. Once published it never changes: a change is
    a new version."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of use")
        PRIVACY = "privacy", _("Privacy notice")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    number = models.PositiveIntegerField(_("version"))
    body_en = models.TextField(_("text in English"))
    body_zh = models.TextField(_("text in Chinese"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LegalTextQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering: ClassVar = ["kind", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_legal_text_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def body(self) -> str:
        return in_language(self.body_en, self.body_zh)


class Consent(models.Model):
    """That a person agreed to a version, when and where. Rows are never changed but by withdrawing."""

    class Source(models.TextChoices):
        SIGN_UP = "sign_up", _("At sign-up")
        PAGE = "page", _("On the data page")
        API = "api", _("Over the API")

    person = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(LegalText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "text"], condition=models.Q(withdrawn_at__isnull=True), name="one_consent_per_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.text}"
