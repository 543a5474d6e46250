from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Block, Company, Role, User
from apps.matching.profile.models import Degree, Pay, TextLanguage
from apps.matching.skills.models import Skill


class ResumeVisibility(models.TextChoices):
    RECRUITERS = "recruiters", _("All recruiters here")
    CONTACTED = "contacted", _("Only companies I talk with")


class ResumeQuerySet(models.QuerySet["Resume"]):
    def visible_to(self, user: User) -> Self:
        """One's own; for recruiters, those whose owners let their company see them and who aren't blocked.
        Unclaimed ones have nobody who could agree, so pages never show them."""
        if user.role != Role.RECRUITER or not user.company_id:
            return self.filter(owner_id=user.pk)
        accessed = ResumeAccess.objects.filter(resume=OuterRef("pk"), company_id=user.company_id)
        hidden = Resume.hidden_from.through.objects.filter(resume_id=OuterRef("pk"), company_id=user.company_id)
        blocked = Block.objects.filter(
            Q(blocker=OuterRef("owner"), blocked=user.pk) | Q(blocker=user.pk, blocked=OuterRef("owner"))
        )
        return (
            self.filter(Q(visibility=ResumeVisibility.RECRUITERS) | Exists(accessed))
            .filter(~Exists(hidden), ~Exists(blocked), owner__isnull=False, owner__is_active=True)
            .exclude(owner_id=user.pk)
        )


class Resume(Pay):
    """What somebody can do and wants. Null and "" mean that it doesn't say; pay is what they expect.
    Imported without a person it stays unclaimed (`owner` is null)."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="resume",
        verbose_name=_("owner"),
    )
    person_name = models.CharField(_("name on the résumé"), max_length=80, blank=True)
    title = models.CharField(_("wanted position"), max_length=160, blank=True)
    years_experience = models.PositiveSmallIntegerField(_("years of experience"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region or country"), max_length=80, blank=True)
    remote_ok = models.BooleanField(_("would work remotely"), null=True, blank=True)
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    degree = models.CharField(_("highest degree"), max_length=11, choices=Degree.choices, blank=True)
    education = models.TextField(_("education"), max_length=4000, blank=True)
    summary = models.TextField(_("about me"), max_length=4000, blank=True)
    experience = models.TextField(_("experience"), max_length=12000, blank=True)
    projects = models.TextField(_("projects"), max_length=12000, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    availability = models.CharField(_("available from"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=TextLanguage.choices, blank=True)
    skills = models.ManyToManyField(Skill, through="ResumeSkill", related_name="resumes", verbose_name=_("skills"))
    visibility = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=ResumeVisibility.choices,
        default=ResumeVisibility.RECRUITERS,
    )
    hidden_from = models.ManyToManyField(
        Company, blank=True, related_name="hidden_resumes", verbose_name=_("hidden from")
    )
    personalised = models.BooleanField(_("rank jobs for me by this résumé"), default=True)
    file = models.FileField(_("file"), upload_to="resumes/%Y/%m/", blank=True)
    file_name = models.CharField(_("file name"), max_length=160, blank=True)
    file_open = models.BooleanField(_("whoever may see it may download the file"), default=False)
    text = models.TextField(_("text of the file"), max_length=60000, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True)
    external_id = models.CharField(_("external id"), max_length=80, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = ResumeQuerySet.as_manager()

    class Meta:
        verbose_name = _("résumé")
        verbose_name_plural = _("résumés")
        ordering: ClassVar = ["-updated_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["visibility", "-updated_at"], name="resume_visibility_updated")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="one_resume_per_external_id"
            ),
            models.UniqueConstraint(
                fields=["source", "fingerprint"],
                condition=Q(external_id="") & ~Q(fingerprint=""),
                name="one_resume_per_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(salary_min__isnull=True) | Q(salary_max__isnull=True) | Q(salary_min__lte=F("salary_max")),
                name="resume_salary_range_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.person_name or f"#{self.pk}"


class ResumeSkill(models.Model):
    resume = models.ForeignKey(Resume, models.CASCADE, related_name="resume_skills", verbose_name=_("résumé"))
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="resume_skills", verbose_name=_("skill"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("skill of a résumé")
        verbose_name_plural = _("skills of résumés")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resume", "skill"], name="one_row_per_resume_and_skill")
        ]

    def __str__(self) -> str:
        return f"{self.resume_id} {self.skill_id}"


class ResumeAccess(models.Model):
    """A company that talks with the owner, and may see the résumé whatever its visibility.
    Its file only once the owner shared it."""

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="accesses", verbose_name=_("résumé"))
    company = models.ForeignKey(Company, models.CASCADE, related_name="resume_accesses", verbose_name=_("company"))
    file_shared_at = models.DateTimeField(_("file shared"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("access to a résumé")
        verbose_name_plural = _("accesses to résumés")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resume", "company"], name="one_access_per_resume_and_company")
        ]

    def __str__(self) -> str:
        return f"{self.resume_id} {self.company_id}"
