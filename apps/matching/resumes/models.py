from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Block, Company, Role, User
from apps.matching.profile.errors import RangeReversed
from apps.matching.profile.models import Degree, Pay, TextLanguage
from apps.matching.resumes.hiding import fold_company
from apps.matching.skills.models import Skill


class ResumeVisibility(models.TextChoices):
    RECRUITERS = "recruiters", _("All recruiters here")
    CONTACTED = "contacted", _("Only companies I talk with")


class ResumeQuerySet(models.QuerySet["Resume"]):
    def visible_to(self, user: User) -> Self:
        """One's own; for recruiters, those whose owners let their company see them and who aren't blocked.
        Unclaimed ones have nobody who could agree, so pages never show them."""
        if user.role != Role.RECRUITER or user.company is None:
            return self.filter(owner_id=user.pk)
        accessed = ResumeAccess.objects.filter(resume=OuterRef("pk"), company=user.company)
        hidden = HiddenEmployer.objects.filter(resume=OuterRef("pk")).meaning(user.company)
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
        indexes: ClassVar = [
            models.Index(fields=["visibility", "-updated_at"], name="resume_visibility_updated"),
            models.Index(fields=["-updated_at", "-id"], name="resume_newest"),
        ]
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
                violation_error_message=RangeReversed.message,
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


class HiddenEmployerQuerySet(models.QuerySet["HiddenEmployer"]):
    def meaning(self, company: Company) -> Self:
        """Those whose typed name this company's own name holds."""
        folded = Value(f" {fold_company(company.name).strip()} ", output_field=models.CharField())
        return self.alias(company_name=folded).filter(company_name__contains=F("folded"))


class HiddenEmployer(models.Model):
    """A company that its owner doesn't want to read the résumé, as they typed it; it need not be here yet."""

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="hidden_employers", verbose_name=_("résumé"))
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(_("folded name"), max_length=130, editable=False)

    objects = HiddenEmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("company a résumé is hidden from")
        verbose_name_plural = _("companies résumés are hidden from")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resume", "folded"], name="hidden_once_from_each_name"),
            models.CheckConstraint(condition=~Q(folded=""), name="hidden_from_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ResumeReading(models.Model):
    """A recruiter opened the résumé of somebody who hasn't written to their company. Counted over a day, so that
    nobody reads them all; kept for a month."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="resume_readings", verbose_name=_("reader")
    )
    resume = models.ForeignKey(Resume, models.CASCADE, related_name="readings", verbose_name=_("résumé"))
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading of a résumé")
        verbose_name_plural = _("readings of résumés")
        ordering: ClassVar = ["-read_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "resume"], name="last_reading_of_each_resume")
        ]
        indexes: ClassVar = [models.Index(fields=["reader", "read_at"], name="reading_reader_at")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.resume_id}"


class ReadingNotice(models.Model):
    """Somebody opened more résumés in a day than recruiting needs; shown to operators."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_notices", verbose_name=_("reader")
    )
    day = models.DateField(_("day"))
    opened = models.PositiveIntegerField(_("résumés opened in a day"))
    was_refused = models.BooleanField(_("more were refused"), default=False)
    noticed_at = models.DateTimeField(_("noticed"), auto_now=True)

    class Meta:
        verbose_name = _("unusual reading of résumés")
        verbose_name_plural = _("unusual reading of résumés")
        ordering: ClassVar = ["-noticed_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["reader", "day"], name="one_reading_notice_a_day")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.opened}"
