"""What a company's people keep about a candidate: for each other alone."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Company, User


class CandidateTag(models.Model):
    """A word by which a company's people find candidates again."""

    company = models.ForeignKey(Company, models.CASCADE, db_index=False, related_name="+", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=30)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidate tag")
        verbose_name_plural = _("candidate tags")
        constraints: ClassVar = [
            models.UniqueConstraint("company", Lower("name"), name="one_tag_of_a_name_in_a_company")
        ]

    def __str__(self) -> str:
        return self.name


class CandidateRecord(models.Model):
    """One company's file on one candidate: where they stand with it, over all its jobs. Notes and tags hang on it."""

    class Standing(models.TextChoices):
        NONE = "", _("Not set")
        SHORTLISTED = "shortlisted", _("Shortlisted")
        TALKING = "talking", _("Talking")
        INTERVIEWING = "interviewing", _("Interviewing")
        OFFER = "offer", _("Offer made")
        HIRED = "hired", _("Hired")
        NOT_NOW = "not_now", _("Not now")

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", verbose_name=_("company"))
    candidate = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("candidate"))
    standing = models.CharField(_("where they stand"), max_length=12, choices=Standing.choices, blank=True)
    tags = models.ManyToManyField(CandidateTag, related_name="records", blank=True, verbose_name=_("tags"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("record of a candidate")
        verbose_name_plural = _("records of candidates")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "candidate"], name="one_record_of_a_candidate_in_a_company")
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} @ {self.company_id}"


class CandidateNote(models.Model):
    """What somebody of the company wrote down. It stays as written; its author may delete it."""

    record = models.ForeignKey(CandidateRecord, models.CASCADE, related_name="notes", verbose_name=_("record"))
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("text"), max_length=2000)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("note on a candidate")
        verbose_name_plural = _("notes on candidates")

    def __str__(self) -> str:
        return f"{self.record_id}: {self.text[:40]}"
