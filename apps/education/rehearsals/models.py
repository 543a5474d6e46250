import hashlib
import json
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.education.articles.models import Article, ReaderQuerySet
from apps.ui.bilingual import in_language

MAX_SAID = 1000


class RehearsalQuerySet(ReaderQuerySet["Rehearsal"]):
    pass


class Rehearsal(models.Model):
    """A difficult conversation to try out with a scripted counterpart.

    `seeded_fingerprint` is that of the words as they were shipped; while it is still theirs, a new release may bring
    better ones.
    """

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens."))],
    )
    audience = models.CharField(
        _("written for"), max_length=12, choices=Article.MEMBER_CHOICES, default=Article.Audience.EVERYONE
    )
    position = models.PositiveSmallIntegerField(_("place"), default=100)
    title_en = models.CharField(_("title, English"), max_length=120)
    title_zh = models.CharField(_("title, Chinese"), max_length=120)
    counterpart_en = models.CharField(_("counterpart, English"), max_length=60)
    counterpart_zh = models.CharField(_("counterpart, Chinese"), max_length=60)
    intro_en = models.CharField(_("situation, English"), max_length=400)
    intro_zh = models.CharField(_("situation, Chinese"), max_length=400)
    closing_en = models.CharField(_("last words, English"), max_length=400)
    closing_zh = models.CharField(_("last words, Chinese"), max_length=400)
    is_published = models.BooleanField(_("published"), default=False)
    seeded_fingerprint = models.CharField(_("as shipped"), max_length=64, blank=True, editable=False)
    history = HistoricalRecords()

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:rehearsal", args=[self.slug])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def counterpart(self) -> str:
        return in_language(self.counterpart_en, self.counterpart_zh)

    @property
    def intro(self) -> str:
        return in_language(self.intro_en, self.intro_zh)

    @property
    def closing(self) -> str:
        return in_language(self.closing_en, self.closing_zh)


class RehearsalTurn(models.Model):
    """What the counterpart says. The conversation begins with the turn in the first place."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="turns", verbose_name=_("rehearsal"))
    position = models.PositiveSmallIntegerField(_("place"))
    says_en = models.CharField(_("says, English"), max_length=600)
    says_zh = models.CharField(_("says, Chinese"), max_length=600)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("turn of the counterpart")
        verbose_name_plural = _("turns of the counterpart")
        ordering: ClassVar = ["rehearsal", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rehearsal", "position"], name="one_turn_per_place")]

    def __str__(self) -> str:
        return f"{self.position}. {self.says}"

    @property
    def says(self) -> str:
        return in_language(self.says_en, self.says_zh)


class RehearsalBranch(models.Model):
    """Where a reply leads, and what is said of it. Those with examples take what is like one of them; the first without
    any takes every other reply of its kind."""

    class When(models.TextChoices):
        EARNEST = "earnest", _("it answers in earnest")
        NOT_EARNEST = "not_earnest", _("it doesn't answer")
        ANY = "any", _("either")

    turn = models.ForeignKey(RehearsalTurn, models.CASCADE, related_name="branches", verbose_name=_("turn"))
    position = models.PositiveSmallIntegerField(_("place"))
    when = models.CharField(_("when"), max_length=12, choices=When.choices)
    examples_en = models.TextField(
        _("like, English"), max_length=600, blank=True, help_text=_("One reply a line. Empty takes every reply.")
    )
    examples_zh = models.TextField(_("like, Chinese"), max_length=600, blank=True)
    feedback_en = models.CharField(_("feedback, English"), max_length=400)
    feedback_zh = models.CharField(_("feedback, Chinese"), max_length=400)
    leads_to = models.ForeignKey(
        RehearsalTurn,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
        help_text=_("The same turn asks again; empty ends the rehearsal."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering: ClassVar = ["turn", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["turn", "position"], name="one_branch_per_place")]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_when_display()}"

    @property
    def feedback(self) -> str:
        return in_language(self.feedback_en, self.feedback_zh)

    @property
    def examples(self) -> list[str]:
        return [
            line.strip() for text in (self.examples_en, self.examples_zh) for line in text.splitlines() if line.strip()
        ]


class Practice(models.Model):
    """One person's try at a rehearsal; beginning again empties it. `turn` waits for a reply, empty at the end; `says`
    is what the counterpart said for it in a language model's words, empty where it said what stands in the script."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="practices", verbose_name=_("rehearsal"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    turn = models.ForeignKey(RehearsalTurn, models.SET_NULL, null=True, related_name="+", verbose_name=_("turn"))
    says = models.CharField(_("said freely"), max_length=MAX_SAID, blank=True, default="")
    began_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("last finished"), null=True)
    times_finished = models.PositiveIntegerField(_("times finished"), default=0)

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rehearsal", "person"], name="one_practice_per_rehearsal_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rehearsal_id}"


class PracticeLine(models.Model):
    """What a person said to a turn, and how it was judged; `asked` as `says` of the practice."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="lines", verbose_name=_("practice"))
    position = models.PositiveSmallIntegerField(_("place"))
    turn = models.ForeignKey(RehearsalTurn, models.SET_NULL, null=True, related_name="+", verbose_name=_("turn"))
    branch = models.ForeignKey(RehearsalBranch, models.SET_NULL, null=True, related_name="+", verbose_name=_("branch"))
    asked = models.CharField(_("said freely"), max_length=MAX_SAID, blank=True, default="")
    said = models.CharField(_("said"), max_length=MAX_SAID)
    is_earnest = models.BooleanField(_("answers in earnest"))
    said_at = models.DateTimeField(_("moment of the reply"))

    class Meta:
        verbose_name = _("line of a practice")
        verbose_name_plural = _("lines of practices")
        ordering: ClassVar = ["practice", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "position"], name="one_line_per_place")]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.position}"

    @property
    def heard(self) -> str:
        """What the counterpart had said."""
        return self.asked or (self.turn.says if self.turn else "")


def fingerprint(script: dict[str, Any]) -> str:
    """Of a whole script, see `scripts.py`."""
    return hashlib.sha256(json.dumps(script, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
