"""What readers do with an article: read it, and say whether it helped."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.articles.errors import ReadTooFast
from apps.education.articles.events import ArticleRead
from apps.education.articles.models import Article, ArticleVote, Reading
from apps.errors import InvalidInput
from apps.events.services import publish

SHORTEST = timedelta(seconds=5)
LONGEST = timedelta(days=1)
MAX_COMMENT = 500


def opened_token(*, article: Article, person: User) -> str:
    """Given out with the page; says when this person opened this article."""
    return signing.TimestampSigner(salt="education.reading").sign(f"{article.pk}:{person.pk}")


@transaction.atomic
def record_reading(*, article: Article, person: User, token: str, now: datetime | None = None) -> bool:
    """Remembers that they read it to the end; False if they had before. Raises ReadTooFast where the page was opened
    less than five seconds ago, or more than a day."""
    now = now or timezone.now()
    if not SHORTEST <= now - _opened_at(token, article, person) <= LONGEST:
        raise ReadTooFast
    _reading, is_first = Reading.objects.get_or_create(
        article=article, person=person, defaults={"version": article.version, "read_at": now}
    )
    if is_first:
        publish(ArticleRead(article=article.pk, person=person.pk))
    return is_first


def _opened_at(token: str, article: Article, person: User) -> datetime:
    signer = signing.TimestampSigner(salt="education.reading")
    try:
        said = signer.unsign(token)
        stamp = signing.b62_decode(token.rsplit(signer.sep, 2)[1])
    except signing.BadSignature as error:
        raise InvalidInput(field="token") from error
    if said != f"{article.pk}:{person.pk}":
        raise InvalidInput(field="token")
    return datetime.fromtimestamp(stamp, tz=timezone.get_default_timezone())


@transaction.atomic
def vote(*, article: Article, person: User, is_helpful: bool, reason: str = "", comment: str = "") -> ArticleVote:
    """Sets what the person thinks of the article; a reason and a comment only go with "not helpful"."""
    if reason and reason not in ArticleVote.Reason.values:
        raise InvalidInput(field="reason")
    comment = comment.strip()
    if len(comment) > MAX_COMMENT or "\x00" in comment:
        raise InvalidInput(field="comment")
    words = {"reason": "", "comment": ""} if is_helpful else {"reason": reason, "comment": comment}
    found, _is_new = ArticleVote.objects.update_or_create(
        article=article, person=person, defaults={"is_helpful": is_helpful, "version": article.version, **words}
    )
    return found
