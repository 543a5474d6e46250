from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.education.articles.views import reader_of
from apps.education.courses.selectors import course_for, courses_for, lesson_after, lesson_of
from apps.education.courses.services import finish_lesson


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    return render(request, "education/courses.html", {"courses": courses_for(reader_of(request))})


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "education/course.html", {"progress": course_for(slug, reader_of(request))})


@require_safe
def lesson(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    progress = course_for(slug, reader_of(request))
    found = lesson_of(progress, position)
    context = {"progress": progress, "lesson": found, "next": lesson_after(progress, found)}
    return render(request, "education/lesson.html", context)


@login_required
@require_POST
def done(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Marks it and goes on: to the next lesson, or to the course where it was the last."""
    person = person_of(request)
    progress = course_for(slug, person)
    found = lesson_of(progress, position)
    finish_lesson(lesson=found, person=person)
    return redirect(lesson_after(progress, found) or progress.course)
