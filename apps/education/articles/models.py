import hashlib
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import ClassVar, Literal, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Role, User
from apps.ui.bilingual import is_chinese

Tongue = Literal["en", "zh"]
TONGUES: tuple[Tongue, Tongue] = ("en", "zh")
WORDS = ("title", "summary", "body", "keywords")
Written = TypeVar("Written", bound=models.Model)
RESERVED_SLUGS = {
    *("ask", "asked", "circles", "courses", "experts", "interests"),
    *("person", "questions", "ready", "rehearsals", "salons", "tips"),
}
NEEDED = tuple(f"{name}_{tongue}" for name in ("title", "summary", "body") for tongue in TONGUES)
MISSING_WORDS = reduce(or_, (models.Q(**{name: ""}) for name in NEEDED))
"""Of articles that aren't whole in both languages."""

_OWN: dict[str, list[str]] = {Role.CANDIDATE: ["candidate"], Role.RECRUITER: ["recruiter", "integrator"]}
"""Audiences of whom the role makes one."""


def tongue_of(language: str | None) -> Tongue:
    """The language in which articles are written for an interface language."""
    return "zh" if is_chinese(language or "en") else "en"


def other_tongue(tongue: Tongue) -> Tongue:
    return "en" if tongue == "zh" else "zh"


class ReaderQuerySet(models.QuerySet[Written]):
    """Of what is written for an audience: articles, courses, rehearsals."""

    def published(self) -> Self:
        return self.filter(is_published=True)

    def readable_by(self, person: User | None) -> Self:
        """Published ones that open for this person; what is written for operators, for operators alone."""
        found = self.published()
        return found if person and person.is_staff else found.exclude(audience=Article.Audience.OPERATOR)

    def for_reader(self, person: User | None) -> Self:
        """Published ones for everybody and for the person's role, of recruiters also for who connects their systems;
        visitors and other roles find all that they may read."""
        mine = self.readable_by(person)
        if person is None or person.role not in _OWN:
            return mine
        return mine.filter(audience__in=[Article.Audience.EVERYONE, *_OWN[person.role]])

    def asked_by(self, person: User | None) -> Self:
        """Published ones from which the help answers: members from what is written for members, operators from all."""
        found = self.published()
        return found if person and person.is_staff else found.filter(audience__in=Article.MEMBERS)


class ArticleQuerySet(ReaderQuerySet["Article"]):
    pass


class Article(models.Model):
    """A piece of the help, written in both languages.

    `seeded_fingerprint` is that of the words as they were shipped; while it is still theirs, a new release may bring
    better ones. `version` grows with each change of the words. `describes` holds keys of `subjects`, `seen` the digest
    of each as it was when somebody last found the article to be right about it.
    """

    class Category(models.TextChoices):
        GETTING_STARTED = "getting-started", _("Getting started")
        ANSWERS = "answers", _("Getting an answer")
        CONVERSATIONS = "conversations", _("Conversations")
        MATCHING = "matching", _("Finding each other")
        HIRING = "hiring", _("Hiring")
        POINTS = "points", _("Points and levels")
        PRIVACY = "privacy", _("Privacy and safety")
        FEEDBACK = "feedback", _("Feedback and help")
        ACCOUNT = "account", _("Account and integration")
        INTEGRATING = "integrating", _("Connecting other systems")
        OPERATING = "operating", _("Running this site")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        CANDIDATE = "candidate", _("Candidates")
        RECRUITER = "recruiter", _("Recruiters")
        INTEGRATOR = "integrator", _("Integrators")
        OPERATOR = "operator", _("Operators")

    MEMBERS = (Audience.EVERYONE, Audience.CANDIDATE, Audience.RECRUITER)
    MEMBER_CHOICES: ClassVar = [(audience.value, audience.label) for audience in MEMBERS]
    """For what opens to anybody by its address, whomever it is for."""

    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens."))],
        help_text=_("The last part of the article's address: /help/recall-a-message/."),
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    audience = models.CharField(_("written for"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    position = models.PositiveSmallIntegerField(_("place"), default=100, help_text=_("Within its category."))
    title_en = models.CharField(_("title, English"), max_length=120, blank=True)
    title_zh = models.CharField(_("title, Chinese"), max_length=120, blank=True)
    summary_en = models.CharField(_("summary, English"), max_length=300, blank=True)
    summary_zh = models.CharField(_("summary, Chinese"), max_length=300, blank=True)
    body_en = models.TextField(_("text, English"), max_length=20_000, blank=True)
    body_zh = models.TextField(_("text, Chinese"), max_length=20_000, blank=True)
    keywords_en = models.CharField(
        _("other words, English"),
        max_length=600,
        blank=True,
        help_text=_("What people call it, or ask, separated by commas. The help finds the article by these."),
    )
    keywords_zh = models.CharField(_("other words, Chinese"), max_length=600, blank=True)
    asked_en = models.TextField(
        _("questions it answers, English"),
        max_length=4000,
        blank=True,
        help_text=_("One a line, as people ask. Readers don't see them; the help finds the article by them."),
    )
    asked_zh = models.TextField(_("questions it answers, Chinese"), max_length=4000, blank=True)
    describes = models.JSONField(
        _("what it describes"),
        default=list,
        blank=True,
        help_text=_("When one of these changes, the article is listed until somebody has looked at it."),
    )
    seen = models.JSONField(default=dict, blank=True, editable=False)
    is_published = models.BooleanField(_("published"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    seeded_fingerprint = models.CharField(_("as shipped"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["seen"])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["position", "slug"]
        indexes: ClassVar = [models.Index(fields=["is_published", "category"], name="article_published")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:article", args=[self.slug])

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is used by the help itself.")})
        if self.is_published and (missing := self.missing_words()):
            text = _("An article is published when it is there in both languages.")
            raise ValidationError(dict.fromkeys(missing, text))

    def missing_words(self) -> list[str]:
        """Names of the fields that must be filled before it can be published."""
        return [name for name in NEEDED if not getattr(self, name).strip()]

    def fingerprint(self) -> str:
        """Of everything that readers see or the help searches."""
        parts = [self.category, self.audience, *(getattr(self, f"{name}_{t}") for t in TONGUES for name in WORDS)]
        asked = [self.asked_en, self.asked_zh] if self.asked_en or self.asked_zh else []
        return hashlib.sha256("\x1f".join(parts + asked).encode()).hexdigest()

    def changes(self, now: Mapping[str, str]) -> list[str]:
        """Keys of what it describes that is another now, by its digest, than when somebody looked last, or is gone."""
        return [key for key in self.describes if self.seen.get(key) != now.get(key)]

    def text(self, name: str, tongue: Tongue) -> str:
        """`title`, `summary`, `body` or `keywords` in a language; in the other one where it's missing."""
        found: str = getattr(self, f"{name}_{tongue}") or getattr(self, f"{name}_{other_tongue(tongue)}")
        return found

    def asked(self) -> list[str]:
        """Questions that it answers, in both languages."""
        lines = (line.strip() for tongue in TONGUES for line in getattr(self, f"asked_{tongue}").splitlines())
        return [line for line in lines if line]

    @property
    def title(self) -> str:
        return self.text("title", tongue_of(get_language())) or self.slug

    @property
    def summary(self) -> str:
        return self.text("summary", tongue_of(get_language()))


class ArticleVote(models.Model):
    """Whether an article helped one person, and if not, why. Voting again replaces it."""

    class Reason(models.TextChoices):
        UNCLEAR = "unclear", _("Hard to understand")
        INCOMPLETE = "incomplete", _("Something is missing")
        WRONG = "wrong", _("Something isn't true")
        OFF_TOPIC = "off_topic", _("Not what I was looking for")

    article = models.ForeignKey(Article, models.CASCADE, related_name="votes", verbose_name=_("article"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    is_helpful = models.BooleanField(_("helpful"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("vote on an article")
        verbose_name_plural = _("votes on articles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "person"], name="one_vote_per_article_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {'+' if self.is_helpful else '−'}"


class Reading(models.Model):
    """A person stayed with an article to its end. Kept once: reading it again is no new deed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="readings", verbose_name=_("article"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    version = models.PositiveIntegerField(_("version"))
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "person"], name="one_reading_per_article_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.article_id}"
