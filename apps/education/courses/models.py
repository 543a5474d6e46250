import hashlib
from collections.abc import Iterable
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.education.articles.markdown import render
from apps.education.articles.models import Article, ReaderQuerySet, tongue_of
from apps.ui.bilingual import in_language


class CourseQuerySet(ReaderQuerySet["Course"]):
    pass


class Course(models.Model):
    """A few short lessons on one thing, in both languages.

    `seeded_fingerprint` is that of the words as they were shipped; while it is still theirs, a new release may bring
    better ones.
    """

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens."))],
        help_text=_("The last part of the course's address: /help/courses/first-message/."),
    )
    audience = models.CharField(
        _("written for"), max_length=12, choices=Article.MEMBER_CHOICES, default=Article.Audience.EVERYONE
    )
    position = models.PositiveSmallIntegerField(_("place"), default=100)
    title_en = models.CharField(_("title, English"), max_length=120)
    title_zh = models.CharField(_("title, Chinese"), max_length=120)
    summary_en = models.CharField(_("summary, English"), max_length=300)
    summary_zh = models.CharField(_("summary, Chinese"), max_length=300)
    is_published = models.BooleanField(_("published"), default=False)
    seeded_fingerprint = models.CharField(_("as shipped"), max_length=64, blank=True, editable=False)
    history = HistoricalRecords()

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:course", args=[self.slug])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def summary(self) -> str:
        return in_language(self.summary_en, self.summary_zh)

    def fingerprint(self, lessons: Iterable["Lesson"]) -> str:
        """Of everything that readers see."""
        own = [self.audience, self.title_en, self.title_zh, self.summary_en, self.summary_zh]
        words = [*own, *(word for lesson in lessons for word in lesson.words())]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


class Lesson(models.Model):
    """One thing to know, read in two minutes on a phone, and something to try."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="lessons", verbose_name=_("course"))
    position = models.PositiveSmallIntegerField(_("place"))
    title_en = models.CharField(_("title, English"), max_length=120)
    title_zh = models.CharField(_("title, Chinese"), max_length=120)
    body_en = models.TextField(_("text, English"), max_length=2500)
    body_zh = models.TextField(_("text, Chinese"), max_length=2500)
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("article"),
        help_text=_("Where one reads on."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering: ClassVar = ["course", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["course", "position"], name="one_lesson_per_place")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:lesson", args=[self.course.slug, self.position])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def body(self) -> str:
        return in_language(self.body_en, self.body_zh)

    @property
    def html(self) -> SafeString:
        return render(self.body)

    @property
    def tongue(self) -> str:
        return tongue_of(get_language())

    def words(self) -> list[str]:
        return [str(self.position), self.title_en, self.title_zh, self.body_en, self.body_zh]


class LessonDone(models.Model):
    """A person went through a lesson. Kept once: going through it again is no new deed."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="done", verbose_name=_("lesson"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    done_at = models.DateTimeField(_("done"))

    class Meta:
        verbose_name = _("lesson done")
        verbose_name_plural = _("lessons done")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "person"], name="one_mark_per_lesson_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.lesson_id}"
