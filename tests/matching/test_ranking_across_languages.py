"""A résumé in the other language finds the same jobs."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from apps.matching.importing.services import import_jobs, import_resumes
from apps.matching.models import Job, Resume
from apps.matching.recommendations.selectors import rank_jobs
from apps.matching.retrieval.services import embed_stale
from tests.matching.public_set import JOBS, RESUMES

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]
TRANSLATED = json.loads((Path(__file__).parent / "data" / "resumes_zh.json").read_text("utf-8"))


def top_ten(resume: Resume) -> list[int]:
    ranking = rank_jobs(resume, Job.objects.listed().order_by("-published_at"), now=timezone.now())
    return [match.job.pk for match in ranking[:10]]


@pytest.fixture
def translated(db: None) -> list[tuple[Resume, Resume]]:
    import_jobs(content=JOBS.read_bytes(), file_name="jobs.jsonl")
    import_resumes(content=RESUMES.read_bytes(), file_name="resumes.jsonl")
    chinese = "\n".join(json.dumps({"id": id_, **row}, ensure_ascii=False) for id_, row in TRANSLATED.items())
    import_resumes(content=chinese.encode(), file_name="zh.jsonl", source="zh")
    embed_stale()
    return [
        (
            Resume.objects.select_related("vector").get(external_id=id_, source="import"),
            Resume.objects.select_related("vector").get(external_id=id_, source="zh"),
        )
        for id_ in TRANSLATED
    ]


def test_a_translated_resume_has_the_same_skills(translated: list[tuple[Resume, Resume]]):
    for english, chinese in translated:
        assert set(english.skills.all()) == set(chinese.skills.all())
        assert (english.language, chinese.language) == ("en", "zh-hans")


def test_a_translated_resume_keeps_eight_of_its_top_ten(translated: list[tuple[Resume, Resume]]):
    for english, chinese in translated:
        kept = set(top_ten(english)) & set(top_ten(chinese))
        assert len(kept) >= 8, (english.external_id, len(kept))


def test_meaning_alone_already_finds_most_of_them(translated: list[tuple[Resume, Resume]]):
    kept = []
    for pair in translated:
        for resume in pair:
            resume.skills.clear()
        english, chinese = (set(top_ten(resume)) for resume in pair)
        kept.append(len(english & chinese))
    assert sum(kept) / len(kept) >= 6.5, kept
