from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import Company, Role, User
from apps.matching.profile.errors import RangeReversed
from apps.matching.profile.models import Degree, Employment, Level, Pay, TextLanguage
from apps.matching.skills.models import Skill

JOB = pgettext_lazy("posting", "job")


class JobStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User, *, now: datetime | None = None) -> Self:
        """Open postings are everybody's who is signed in; a candidate may still read a closed one by its link;
        drafts, and what other companies closed, are for the company's recruiters alone."""
        seen = Q(status=JobStatus.OPEN) & self._unexpired(now)
        if user.role == Role.CANDIDATE:
            seen = Q(status__in=[JobStatus.OPEN, JobStatus.CLOSED])
        if user.role == Role.RECRUITER and user.company_id:
            seen |= Q(company_id=user.company_id)
        return self.filter(seen)

    def listed(self, *, now: datetime | None = None) -> Self:
        """Open and not past their validity: what lists and rankings may show."""
        return self.filter(Q(status=JobStatus.OPEN) & self._unexpired(now))

    def managed_by(self, user: User) -> Self:
        """What this person may edit, close and see candidates for: their company's jobs."""
        if user.role != Role.RECRUITER or not user.company_id:
            return self.none()
        return self.filter(company_id=user.company_id)

    def answered(self) -> Self:
        """Those about which somebody could be written to: a recruiter of the company is here."""
        return self.filter(self._somebody_is_there())

    def with_answerable(self) -> Self:
        """Each says in `is_answerable` whether somebody could be written to."""
        return self.annotate(is_answerable=self._somebody_is_there())

    @staticmethod
    def _somebody_is_there() -> Exists:
        return Exists(User.objects.filter(company=OuterRef("company"), role=Role.RECRUITER, is_active=True))

    @staticmethod
    def _unexpired(now: datetime | None) -> Q:
        return Q(expires_at__isnull=True) | Q(expires_at__gt=now or timezone.now())


class Job(Pay):
    """A posting. Null and "" mean that it doesn't say. Without a company it is listed, but nobody can be greeted."""

    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="jobs", verbose_name=_("company")
    )
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="posted_jobs",
        verbose_name=_("posted by"),
    )
    title = models.CharField(_("title"), max_length=160)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region or country"), max_length=80, blank=True)
    remote = models.BooleanField(_("remote"), null=True, blank=True)
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    employment = models.CharField(_("employment"), max_length=10, choices=Employment.choices, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, blank=True)
    years_min = models.PositiveSmallIntegerField(_("least years of experience"), null=True, blank=True)
    years_max = models.PositiveSmallIntegerField(_("most years of experience"), null=True, blank=True)
    degree = models.CharField(_("minimum degree"), max_length=11, choices=Degree.choices, blank=True)
    salary_months = models.DecimalField(
        _("salaries a year"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    description = models.TextField(_("about the job"), max_length=8000, blank=True)
    responsibilities = models.TextField(_("responsibilities"), max_length=8000, blank=True)
    requirements = models.TextField(_("requirements"), max_length=8000, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=TextLanguage.choices, blank=True)
    skills = models.ManyToManyField(Skill, through="JobSkill", related_name="jobs", verbose_name=_("skills"))
    status = models.CharField(_("status"), max_length=6, choices=JobStatus.choices, default=JobStatus.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    taken_down_at = models.DateTimeField(
        _("taken down"), null=True, blank=True, editable=False, help_text=_("By moderation: it can't be posted again.")
    )
    source = models.CharField(_("source"), max_length=40, blank=True)
    external_id = models.CharField(_("external id"), max_length=80, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    search_tokens = models.TextField(_("search tokens"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = JOB
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-published_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["status", "-published_at"], name="job_status_published"),
            models.Index(fields=["company", "status"], name="job_company_status"),
            models.Index(fields=["-published_at", "-id"], name="job_newest"),
            models.Index(fields=["id", "expires_at"], name="job_open", condition=Q(status="open")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="one_job_per_external_id"
            ),
            models.UniqueConstraint(
                fields=["source", "fingerprint"],
                condition=Q(external_id="") & ~Q(fingerprint=""),
                name="one_job_per_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(salary_min__isnull=True) | Q(salary_max__isnull=True) | Q(salary_min__lte=F("salary_max")),
                name="job_salary_range_in_order",
                violation_error_message=RangeReversed.message,
            ),
            models.CheckConstraint(
                condition=Q(years_min__isnull=True) | Q(years_max__isnull=True) | Q(years_min__lte=F("years_max")),
                name="job_years_range_in_order",
                violation_error_message=RangeReversed.message,
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(published_at__isnull=False), name="open_jobs_were_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_listed(self, *, now: datetime | None = None) -> bool:
        """Open and within its validity."""
        return self.status == JobStatus.OPEN and (self.expires_at is None or self.expires_at > (now or timezone.now()))


class JobSkill(models.Model):
    job = models.ForeignKey(
        Job, models.CASCADE, related_name="job_skills", verbose_name=pgettext_lazy("posting", "job")
    )
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="job_skills", verbose_name=_("skill"))
    required = models.BooleanField(_("required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("skill of a job")
        verbose_name_plural = _("skills of jobs")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "skill"], name="one_row_per_job_and_skill")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.skill_id}"
