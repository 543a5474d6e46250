"""Posts of groups in the search of everything."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.search.registry import Found, Results, Source, Wanted, offset_in, paged, register
from apps.chat.search.snippets import snippet
from apps.education.posts.models import Post

MOST_READ = 1_000
"""So many of the newest posts and answers are read through."""


def find_posts(person: User, wanted: Wanted) -> Results:
    """Those that the reader may see and that hold every word, those first that have them in the title; an answer is
    found as one."""
    if not wanted.sought:
        return Results()
    seen = Post.objects.reachable_by(person).select_related("circle", "parent").order_by("-pk")[:MOST_READ]
    posts = [one for one in seen if wanted.sought.is_in(f"{one.title}\n{one.body}")]
    posts.sort(key=lambda one: not wanted.sought.is_in(one.title))
    offset = offset_in(wanted.after)
    return paged([_found(one, wanted) for one in posts[offset : offset + wanted.limit + 1]], wanted)


def _found(post: Post, wanted: Wanted) -> Found:
    top = post.parent or post
    return Found(
        kind="post",
        id=str(post.pk),
        title=top.title,
        about=post.circle.name,
        url=post.get_absolute_url(),
        pieces=snippet(post.body, wanted.sought.spans(post.body)),
        at=post.created_at,
    )


register(Source("posts", _("Posts in groups"), "users", 35, find_posts))
