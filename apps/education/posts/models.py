from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.models import Report
from apps.education.circles.models import Circle


class PostQuerySet(models.QuerySet["Post"]):
    def seen_by(self, reader: User) -> Self:
        """What stands in open groups, of people between whom and the reader there is no block. What is held or hidden
        only its author and the group's moderators see."""
        kept = Q(author=reader) | Q(circle__in=Circle.objects.filter(moderators=reader))
        if reader.has_perm("education.change_post"):
            kept |= Q(circle__isnull=False)
        seen = self.filter(Q(state=Post.State.LIVE) | kept, circle__is_open=True).exclude(state=Post.State.REMOVED)
        return seen.exclude(author__in=blocked_ids(reader))

    def reachable_by(self, reader: User) -> Self:
        """What the reader sees, and of answers those to what they see."""
        answered = Post.objects.seen_by(reader).values("pk")
        return self.seen_by(reader).filter(Q(parent=None) | Q(parent__in=answered))

    def top(self) -> Self:
        return self.filter(parent=None)


class Post(models.Model):
    """A question or something worth knowing that somebody wrote in a group; with a `parent` it is an answer to it.

    `helpful` counts the people who found it so, `weight` the same with those who vote for each other over and over
    counting less (`scoring.py`), `readers` the people who opened it; `score` is what it is ranked by, 0–1. `solved_by`
    is the answer that the asker accepted. What is removed has no words any more.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        KNOWLEDGE = "knowledge", _("Knowledge sharing")
        EXPERIENCE = "experience", _("Experience summary")
        ANSWER = "answer", _("Answer")

    class State(models.TextChoices):
        LIVE = "live", _("Everybody sees it")
        HELD = "held", _("Waits for a moderator")
        HIDDEN = "hidden", _("Hidden by a moderator")
        REMOVED = "removed", _("Removed by its author")

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="posts", verbose_name=_("group by field"))
    author = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("author"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("answer to")
    )
    client_id = models.UUIDField(_("client id"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True)
    body = models.TextField(_("text"), max_length=5000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.LIVE)
    solved_by = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="solves", verbose_name=_("solved by")
    )
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)
    helpful = models.PositiveIntegerField(_("found it helpful"), default=0, editable=False)
    weight = models.FloatField(_("weight of the votes"), default=0, editable=False)
    readers = models.PositiveIntegerField(_("readers"), default=0, editable=False)
    score = models.FloatField(_("score"), default=0, editable=False)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_id"], name="one_post_per_client_id"),
            models.CheckConstraint(
                condition=Q(kind="answer", parent__isnull=False) | (~Q(kind="answer") & Q(parent__isnull=True)),
                name="answers_alone_answer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["circle", "state", "-score"], name="post_ranked"),
            models.Index(fields=["author", "-created_at"], name="post_of_author"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:80]

    def get_absolute_url(self) -> str:
        """Of an answer, its place below the question."""
        page = reverse("education:post", args=[self.thread_id])
        return f"{page}#answer-{self.pk}" if self.parent_id else page

    @property
    def thread_id(self) -> int:
        """The post at the top."""
        return self.parent_id or self.pk

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION


class PostVote(models.Model):
    """Somebody found a post or an answer helpful; never its author."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="votes", verbose_name=_("post"))
    voter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    cast_at = models.DateTimeField(_("voted"))

    class Meta:
        verbose_name = _("vote for a post")
        verbose_name_plural = _("votes for posts")
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "voter"], name="one_vote_per_post_and_person")]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.post_id}"


class PostReading(models.Model):
    """Somebody else than its author opened a post, for the first time."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="readings", verbose_name=_("post"))
    reader = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading of a post")
        verbose_name_plural = _("readings of posts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "reader"], name="one_reading_per_post_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.post_id}"


class PostReport(models.Model):
    """Somebody reported a post: the report of misconduct goes its way, this says of what it is."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports", verbose_name=_("post"))
    reporter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("reported by"))
    report = models.OneToOneField(Report, models.CASCADE, related_name="+", verbose_name=_("report of misconduct"))

    class Meta:
        verbose_name = _("report of a post")
        verbose_name_plural = _("reports of posts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "reporter"], name="one_report_per_post_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.post_id}"
