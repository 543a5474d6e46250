from typing import Any

from rest_framework import serializers

from apps.education.courses.selectors import Progress


class CourseSerializer(serializers.Serializer[Any]):
    """A course, and how far the reader has come; nothing is done for visitors."""

    slug = serializers.CharField(source="course.slug")
    url = serializers.CharField(source="course.get_absolute_url", help_text="Its page, a path of this site.")
    audience = serializers.CharField(source="course.audience", help_text="everyone, candidate or recruiter.")
    title_en = serializers.CharField(source="course.title_en")
    title_zh = serializers.CharField(source="course.title_zh")
    summary_en = serializers.CharField(source="course.summary_en")
    summary_zh = serializers.CharField(source="course.summary_zh")
    lessons_total = serializers.IntegerField(source="total")
    lessons_done = serializers.IntegerField(source="done")


class LessonSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField(source="lesson.position")
    url = serializers.CharField(source="lesson.get_absolute_url", help_text="Its page, a path of this site.")
    title_en = serializers.CharField(source="lesson.title_en")
    title_zh = serializers.CharField(source="lesson.title_zh")
    body_en = serializers.CharField(source="lesson.body_en", help_text="Markdown.")
    body_zh = serializers.CharField(source="lesson.body_zh", help_text="Markdown.")
    article = serializers.CharField(
        source="lesson.article.slug", allow_null=True, default=None, help_text="Where one reads on."
    )
    done = serializers.BooleanField(source="is_done")


class WholeCourseSerializer(CourseSerializer):
    lessons = LessonSerializer(source="steps", many=True)


class LessonDoneSerializer(serializers.Serializer[Any]):
    lessons_total = serializers.IntegerField(source="total")
    lessons_done = serializers.IntegerField(source="done")


def done_data(progress: Progress) -> dict[str, Any]:
    return dict(LessonDoneSerializer(progress).data)
