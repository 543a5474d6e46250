from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.education.circles.selectors import circle_for, may_moderate, standing_in
from apps.education.posts.errors import PostNeedsConfirming
from apps.education.posts.forms import AnswerForm, PostForm, ReportForm
from apps.education.posts.models import Post
from apps.education.posts.moderating import ACTIONS, moderate, report_post
from apps.education.posts.selectors import (
    ORDERS,
    author_for,
    feed,
    figures_of,
    in_this_order,
    post_for,
    thread_of,
    waiting_for_moderators,
    written_by,
)
from apps.education.posts.services import (
    accept_answer,
    change_post,
    remove_post,
    reopen_question,
    write_answer,
    write_post,
)
from apps.education.posts.voting import note_reading, set_helpful
from apps.errors import DomainError, NotFound

PAGE = 20
ORDER_WORDS = {"best": gettext_lazy("Best"), "new": gettext_lazy("Newest"), "open": gettext_lazy("Open questions")}


@login_required
@require_safe
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """A group with its rules and its posts."""
    person, found = person_of(request), circle_for(slug)
    order = request.GET.get("order", "best")
    order = order if order in ORDERS else "best"
    page = Paginator(feed(found, person, order=order, now=timezone.now()), PAGE).get_page(request.GET.get("page"))
    is_moderator = may_moderate(found, person)
    context = {
        "standing": standing_in(found, person),
        "page": page,
        "posts": in_this_order(list(page.object_list), person),
        "order": order,
        "orders": ORDER_WORDS.items(),
        "waiting": list(waiting_for_moderators(found)[:PAGE]) if is_moderator else [],
    }
    return render(request, "education/circles/circle.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    person, found = person_of(request), circle_for(slug)
    form = PostForm(request.POST or None, initial={"kind": request.GET.get("kind"), "client_id": uuid4()})
    context = {"form": form, "circle": found, "standing": standing_in(found, person)}
    if request.method != "POST":
        return render(request, "education/posts/write.html", context)
    if form.is_valid():
        said = form.cleaned_data
        try:
            post = write_post(
                author=person,
                circle=found,
                kind=said["kind"],
                title=said["title"],
                body=said["body"],
                client_id=said["client_id"] or uuid4(),
                is_confirmed=said["confirmed"],
            )
        except DomainError as error:
            _take_up(form, error)
        else:
            _tell_state(request, post)
            return redirect(post)
    return render(request, "education/posts/write.html", context, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """A post with its answers; a POST answers it."""
    person = person_of(request)
    found = post_for(person, post_id)
    if found.parent_id is not None:
        return redirect(found)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            try:
                answer = write_answer(
                    author=person,
                    post=found,
                    body=said["body"],
                    client_id=said["client_id"] or uuid4(),
                    is_confirmed=said["confirmed"],
                )
            except DomainError as error:
                _take_up(form, error)
            else:
                _tell_state(request, answer)
                return redirect(answer)
        return _thread(request, person, found, form, status=422)
    note_reading(post=found, reader=person)
    return _thread(request, person, found, AnswerForm(initial={"client_id": uuid4()}))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    person = person_of(request)
    found = post_for(person, post_id)
    if found.author_id != person.pk:
        raise NotFound
    kind: type[AnswerForm] = AnswerForm if found.parent_id else PostForm
    form = kind(request.POST or None, initial={"title": found.title, "body": found.body})
    if "kind" in form.fields:
        del form.fields["kind"]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            changed = change_post(
                post=found,
                by=person,
                title=said.get("title", ""),
                body=said["body"],
                is_confirmed=said["confirmed"],
            )
        except DomainError as error:
            _take_up(form, error)
        else:
            _tell_state(request, changed)
            return redirect(changed)
    status = 422 if request.method == "POST" else 200
    return render(request, "education/posts/edit.html", {"form": form, "post": found}, status=status)


@login_required
@require_POST
def act(request: HttpRequest, post_id: int, action: str) -> HttpResponse:
    """What readers, the author and moderators do with one post or answer, in one tap."""
    person = person_of(request)
    found = post_for(person, post_id)
    try:
        if action in ("helpful", "not-helpful"):
            set_helpful(post=found, voter=person, is_helpful=action == "helpful")
        elif action == "accept" and found.parent is not None:
            accept_answer(post=found.parent, answer_id=found.pk, by=person)
            messages.success(request, _("Marked as the answer. Whoever wrote it is told."))
        elif action == "reopen":
            reopen_question(post=found, by=person)
        elif action == "remove":
            remove_post(post=found, by=person)
            messages.success(request, _("Removed."))
            return redirect(found.parent or found.circle)
        elif action in ACTIONS:
            moderate(post=found, by=person, action=action)
        else:
            raise NotFound
    except NotFound:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, post_id: int) -> HttpResponse:
    person = person_of(request)
    found = post_for(person, post_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_post(post=found, reporter=person, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Reported. A person looks at it, and you hear what became of it."))
            return redirect(found.circle)
    status = 422 if request.method == "POST" else 200
    return render(request, "education/posts/report.html", {"form": form, "post": found}, status=status)


@login_required
@require_safe
def author(request: HttpRequest, person_id: int) -> HttpResponse:
    """What somebody wrote in groups."""
    reader = person_of(request)
    found = author_for(reader, person_id)
    page = Paginator(written_by(found, reader), PAGE).get_page(request.GET.get("page"))
    context = {"author": found, "page": page, "posts": list(page.object_list), "figures": figures_of(found)}
    return render(request, "education/posts/author.html", context)


def _thread(request: HttpRequest, person: User, found: Post, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"thread": thread_of(found, person), "post": found, "form": form}
    return render(request, "education/posts/post.html", context, status=status)


def _take_up(form: AnswerForm, error: DomainError) -> None:
    """Beside its field; a doubt offers to send it as it is."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
    form.needs_confirming = isinstance(error, PostNeedsConfirming)


def _tell_state(request: HttpRequest, written: Post) -> None:
    if written.state == Post.State.HELD:
        messages.warning(request, _("A moderator looks at it before others see it."))
    else:
        messages.success(request, _("It stands in the group."))
