from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.matching.jobs.models import Job
from apps.matching.resumes.models import Resume


class Vector(models.Model):
    """The meaning of a text as little-endian float32, made by `model` from the text with this digest.
    `as_of` is when what it belongs to had last been changed: a later change makes it stale."""

    model = models.CharField(_("model"), max_length=40)
    digest = models.CharField(_("digest of the text"), max_length=32)
    data = models.BinaryField(_("vector"))
    as_of = models.DateTimeField(_("as of"))

    class Meta:
        abstract = True


class JobVector(Vector):
    """`clauses` is None until they were read."""

    job = models.OneToOneField(
        Job, models.CASCADE, primary_key=True, related_name="vector", verbose_name=pgettext_lazy("posting", "job")
    )

    clauses = models.JSONField(_("what its clauses leave open or say"), null=True)

    class Meta:
        verbose_name = _("vector of a job")
        verbose_name_plural = _("vectors of jobs")

    def __str__(self) -> str:
        return f"{self.job_id} {self.model}"


class ResumeVector(Vector):
    resume = models.OneToOneField(
        Resume, models.CASCADE, primary_key=True, related_name="vector", verbose_name=_("résumé")
    )

    class Meta:
        verbose_name = _("vector of a résumé")
        verbose_name_plural = _("vectors of résumés")

    def __str__(self) -> str:
        return f"{self.resume_id} {self.model}"
