import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.errors import Conflict
from apps.ui.bilingual import in_language

LONGEST_WEEKS = 52
FROZEN_SINCE_START = _("What an experiment divides and measures is frozen since its start. Make a new one.")


def new_salt() -> str:
    return secrets.token_hex(12)


class Experiment(models.Model):
    """A comparison of people who have something with people who go without it. Who is in which arm follows from a hash;
    only that somebody reached the point at which the arms differ is stored.

    `switch` names what is compared, `measure` what it should bring; both are registered by the apps that own them.
    What was started never changes, but for its end and what was decided.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        DECIDED = "decided", _("Decided")

    class Unit(models.TextChoices):
        CLUSTER = "cluster", _("Companies, and each person without one")
        COMPANY = "company", _("Companies only")
        PERSON = "person", _("People without a company only")

    class Decision(models.TextChoices):
        KEEP = "keep", _("Everybody has it")
        DROP = "drop", _("Nobody has it any more")

    switch = models.CharField(_("what is compared"), max_length=80, db_index=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120)
    salt = models.CharField(_("salt"), max_length=32, default=new_salt, editable=False)
    unit = models.CharField(
        _("who is divided"),
        max_length=10,
        choices=Unit.choices,
        default=Unit.CLUSTER,
        help_text=_("Colleagues are always in one arm: they see what each other see. Who isn't divided has it."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    measure = models.CharField(_("what it should bring"), max_length=60)
    planned_weeks = models.PositiveSmallIntegerField(
        _("planned weeks"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WEEKS)],
        help_text=_("Looks before their end ask for stronger evidence, so that looking often finds nothing by chance."),
    )
    withdraw_after_weeks = models.PositiveSmallIntegerField(
        _("withdrawn after weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WEEKS)],
        help_text=_("When the arm from which it is withdrawn goes without; empty where there is no such arm."),
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    stopped_by_measure = models.CharField(_("stopped by"), max_length=60, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    why = models.TextField(_("why"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["switch"], condition=models.Q(state="running"), name="one_running_experiment_per_switch"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(started_at__isnull=False), name="what_runs_has_started"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    FROZEN = ("switch", "unit", "salt", "measure", "planned_weeks", "withdraw_after_weeks")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Conflict where what is compared, or how, would change after the start."""
        if self.pk:
            before = Experiment.objects.exclude(state=self.State.DRAFT).filter(pk=self.pk).values(*self.FROZEN).first()
            if before and any(getattr(self, name) != value for name, value in before.items()):
                raise Conflict(FROZEN_SINCE_START)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def is_off_for_all(self) -> bool:
        """Nobody has what was compared: so it was decided, or it broke a guardrail and nobody has decided yet."""
        broke = self.state == self.State.STOPPED and bool(self.stopped_by_measure)
        return broke or self.decision == self.Decision.DROP

    @property
    def shares(self) -> dict[str, float]:
        """By arm, in per cent; always in one order, since the hash goes by it."""
        return {arm.kind: arm.share for arm in sorted(self.arms.all(), key=lambda arm: arm.pk)}


class Part(models.Model):
    """Base of the rows of an experiment: they are frozen when it starts."""

    experiment: models.ForeignKey[Experiment, Experiment]
    experiment_id: int

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Conflict once the experiment has started."""
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        started = Experiment.objects.filter(pk=self.experiment_id).exclude(state=Experiment.State.DRAFT)
        if started.exists():
            raise Conflict(FROZEN_SINCE_START)


class Arm(Part):
    """One arm and the share of units that belong to it."""

    class Kind(models.TextChoices):
        ON = "on", _("has it")
        HOLDOUT = "holdout", _("goes without")
        WITHDRAWN = "withdrawn", _("has it until it is withdrawn")

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="arms", verbose_name=_("experiment"))
    kind = models.CharField(_("arm"), max_length=10, choices=Kind.choices)
    share = models.PositiveSmallIntegerField(
        _("share in per cent"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("arm")
        verbose_name_plural = _("arms")
        constraints: ClassVar = [models.UniqueConstraint(fields=["experiment", "kind"], name="one_arm_of_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Guardrail(Part):
    """What must not get worse: when it does, beyond chance, the experiment stops by itself."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="guardrails", verbose_name=_("experiment"))
    measure = models.CharField(_("what must not get worse"), max_length=60)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("guardrail")
        verbose_name_plural = _("guardrails")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experiment", "measure"], name="one_guardrail_of_a_measure")
        ]

    def __str__(self) -> str:
        return self.measure


class Exposure(models.Model):
    """The first time a person met the point at which their unit's arm makes a difference; logged in every arm. Of
    who is erased the row stays, without them."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="exposures", verbose_name=_("experiment"))
    unit = models.CharField(_("unit"), max_length=60, help_text=_("What was assigned, for example company:4."))
    arm = models.CharField(_("arm"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("exposure")
        verbose_name_plural = _("exposures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experiment", "unit", "person"], name="one_exposure_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.experiment_id} {self.unit} {self.arm}"


class Look(models.Model):
    """What was seen of an experiment at one time, and how much this look might err (`error`). `fraction` is how much of
    the planned time had passed. Kept as it was: what people erase later, and how measures change, doesn't reach it."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="looks", verbose_name=_("experiment"))
    number = models.PositiveSmallIntegerField(_("number"))
    at = models.DateTimeField(_("seen"))
    fraction = models.FloatField(_("part of the planned time"))
    error = models.FloatField(_("error"))
    figures = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering: ClassVar = ["experiment", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["experiment", "number"], name="one_look_of_a_number")]

    def __str__(self) -> str:
        return f"{self.experiment_id} · {self.number}"


class FeatureUse(models.Model):
    """A feature met one person in one conversation: shown (or, in the holdout, would have been), used, followed by an
    answer of the other side. Ids alone: it outlives what it tells of, without its person."""

    feature = models.SlugField(_("feature"), db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("person"), related_name="+"
    )
    conversation = models.BigIntegerField(_("conversation"))
    arm = models.CharField(_("arm"), max_length=40)
    shown_at = models.DateTimeField(_("shown"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("use of a feature")
        verbose_name_plural = _("uses of features")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person", "feature"], name="one_use_of_a_feature_per_conversation"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["feature", "shown_at"], name="use_by_feature")]

    def __str__(self) -> str:
        return f"{self.feature} {self.arm} {self.conversation}"


class FeatureGate(models.Model):
    """A feature that only those have who hold its flag, or whose level tries things out."""

    feature = models.SlugField(_("feature"), max_length=80, unique=True)
    with_level = models.BooleanField(_("also by level"), default=False)

    class Meta:
        verbose_name = _("feature behind a flag")
        verbose_name_plural = _("features behind flags")

    def __str__(self) -> str:
        return self.feature


class FeatureFlag(models.Model):
    """Somebody has a feature that others don't have."""

    feature = models.SlugField(_("feature"), max_length=80, db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feature_flags", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("feature flag")
        verbose_name_plural = _("feature flags")
        constraints: ClassVar = [models.UniqueConstraint(fields=["feature", "person"], name="one_flag_of_a_feature")]

    def __str__(self) -> str:
        return f"{self.feature} {self.person_id}"
