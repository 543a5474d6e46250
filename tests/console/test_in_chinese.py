"""The console's lists in Chinese: the names of columns, and values that come from a fixed set."""

import json
import re

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from apps.chat.models import Preset
from apps.events.schedule import JOBS
from apps.matching.models import Skill, Topic
from apps.matching.skills.wording import FIELD_WORDS
from tests.people import OperatorFactory

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_column_of_every_list_has_a_chinese_name(db):
    request = RequestFactory().get("/admin/")
    request.user = OperatorFactory(is_superuser=True)
    english = set()
    with translation.override("zh-hans"):
        for model, model_admin in admin.site._registry.items():
            for column in model_admin.get_list_display(request):
                label = str(label_for_field(column, model, model_admin=model_admin))
                if not CHINESE.search(label):
                    english.add(f"{model._meta.label}.{column}: {label}")
    assert english == set()


def test_the_stage_of_a_preset_is_called_by_its_name_and_chosen_from_those_there_are(db, sign_in):
    Preset.objects.create(scope="system", key="thanks", title_en="Thanks", body_en="Thank you.", stage="clarify")
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    assert "互相了解" in client.get(reverse("admin:chat_preset_changelist")).content.decode()
    added = client.post(reverse("admin:chat_preset_add"), {"key": "x", "body_en": "x", "stage": "marriage"})
    assert "stage" in added.context["adminform"].form.errors


def test_groups_and_what_they_may_are_called_by_chinese_words_and_keep_their_names(db, sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    assert ">支持<" in client.get(reverse("admin:auth_group_changelist")).content.decode()
    support = Group.objects.get(name="support")
    page = client.get(reverse("admin:auth_group_change", args=[support.pk])).content.decode()
    options = re.findall(r"<option[^>]*>([^<]+)</option>", page)
    assert "反馈 | 工单 | 查看" in options
    assert [option for option in options if "Can " in option or not CHINESE.search(option)] == []
    assert 'value="support"' in page


def test_the_scripts_of_the_console_speak_chinese(db, sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    catalogue = client.get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps("全部选上") in catalogue


def test_every_job_of_the_schedule_says_what_it_does(db, sign_in):
    page = sign_in(OperatorFactory(is_superuser=True, language="zh-hans")).get(
        reverse("admin:django_celery_beat_periodictask_changelist")
    )
    ours = [job for job in JOBS.values() if not job.name.startswith("tests.")]
    with translation.override("zh-hans"):
        assert [job.name for job in ours if str(job.title) not in page.content.decode() or not job.title] == []
    assert "每分钟" in page.content.decode()


def test_the_fields_of_skills_all_have_a_name(db):
    assert set(Skill.objects.values_list("field", flat=True)) - {""} <= set(FIELD_WORDS)


def test_a_change_without_a_noted_reason_has_a_dash_and_no_python_word(db, sign_in):
    history = reverse("admin:matching_topic_history", args=[Topic.objects.first().pk])
    console = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    Topic.objects.first().save()
    assert not re.search(r">\s*None\s*<", console.get(history).content.decode())
