"""Files come in whatever their encoding, separator and language; bad rows are named, good ones go in."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone, translation

from apps.accounts.models import Company, User
from apps.events.models import OutboxEvent
from apps.matching.importing.defects import REASONS
from apps.matching.importing.errors import ImportTooLarge, ImportUnreadable, ImportWithoutContent, ImportWithoutTitle
from apps.matching.importing.models import defect_text
from apps.matching.importing.services import import_jobs, import_resumes
from apps.matching.jobs.validity import last_day
from apps.matching.models import ImportRun, Job, JobStatus, Resume
from tests.matching.chinese_csv import ROWS, chinese_jobs

pytestmark = pytest.mark.django_db


def bring(text: str, *, encoding: str = "utf-8", **options: object) -> ImportRun:
    return import_jobs(content=text.encode(encoding), file_name="jobs.csv", **options)


def one_job(row: dict[str, object]) -> Job:
    run = bring(json.dumps({"title": "Planner", **row}, ensure_ascii=False))
    assert run.failed == 0, [defect_text(defect) for defect in run.defects.all()]
    return Job.objects.latest("pk")


def defects(run: ImportRun) -> list[tuple[int, str]]:
    return list(run.defects.values_list("line", "code"))


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-8", ";"), ("utf-16", "\t")]
)
def test_two_hundred_chinese_rows_report_exactly_their_twenty_defects(encoding: str, separator: str):
    text, planted = chinese_jobs(separator=separator)
    run = bring(text, encoding=encoding)
    assert len(planted) == 20
    assert defects(run) == planted
    assert (run.created, run.failed) == (ROWS - 20, 20)
    assert Job.objects.count() == ROWS - 20
    assert run.ignored_columns == "内部备注"


def test_the_second_run_of_the_same_file_changes_nothing():
    text, planted = chinese_jobs()
    bring(text)
    before = list(Job.objects.order_by("pk").values())
    events = OutboxEvent.objects.count()
    again = bring(text, encoding="gb18030")
    assert (again.created, again.updated, again.unchanged, again.failed) == (0, 0, ROWS - 20, 20)
    assert defects(again) == planted
    assert list(Job.objects.order_by("pk").values()) == before
    assert OutboxEvent.objects.count() == events


def test_reasons_are_worded_in_the_readers_language():
    run = bring("职位,薪资\n护士,25k-15k\n")
    (defect,) = run.defects.all()
    assert defect_text(defect) == "“薪资” says “25k-15k”, which we can't read as pay."
    with translation.override("zh-hans"):
        assert "薪资" in defect_text(defect)


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_can_be_worded(code: str):
    assert "%(" not in defect_text(ImportRun().defects.model(code=code, column="薪资", value="7", line=1))


def test_an_edited_row_with_the_same_id_changes_its_job():
    bring("id,title,city\n7,Planner,Berlin\n")
    run = bring("id,title,city\n7,Senior planner,Berlin\n")
    assert (run.created, run.updated) == (0, 1)
    assert Job.objects.get().title == "Senior planner"


def test_ids_are_unique_within_a_source_only():
    bring("id,title\n7,Planner\n", source="one")
    bring("id,title\n7,Cook\n", source="two")
    assert Job.objects.count() == 2


def test_rows_without_an_id_are_known_by_what_they_say():
    bring("title,city\nPlanner,Berlin\n")
    run = bring("city,title\nBerlin,Planner\nParis,Planner\n")
    assert (run.created, run.unchanged) == (1, 1)


def test_the_same_row_twice_in_a_file_is_named_with_its_first_line():
    run = bring("title,city\nPlanner,Berlin\nPlanner,Berlin\n")
    assert [(d.line, d.code, d.value) for d in run.defects.all()] == [(3, "twice_in_file", "2")]


def test_broken_json_lines_do_not_keep_the_others_out():
    run = bring('{"title": "A"}\n{"title": \n["no"]\n\n{"title": "B"}\n')
    assert (run.created, defects(run)) == (2, [(2, "bad_json"), (3, "bad_json")])


def test_one_line_in_another_encoding_does_not_keep_the_others_out():
    run = import_jobs(content=b"title\nPlanner\n" + b"K\xff\xff\nCook\n", file_name="x.csv")
    assert run.created == 2
    assert defects(run) == [(3, "bad_encoding")]


def test_pay_written_in_a_chinese_column_is_in_yuan():
    bring("职位,薪资\n护士,10k-20k\n")
    job = Job.objects.get()
    assert (job.salary_min, job.salary_max, job.salary_currency, job.salary_period) == (10_000, 20_000, "CNY", "month")
    assert job.salary_text == "10k-20k"


def test_pay_of_unknown_currency_stays_so():
    job = one_job({"salary": "10k-20k"})
    assert (job.salary_min, job.salary_currency, job.salary_period) == (10_000, "", "")


def test_numbers_may_have_columns_of_their_own():
    job = one_job({"salary_min": 5000, "salary_max": 7000, "currency": "EUR", "period": "monthly", "years_min": 2})
    assert (job.salary_min, job.salary_max, job.salary_currency, job.salary_period) == (5000, 7000, "EUR", "month")
    assert (job.years_min, job.years_max) == (2, None)


def test_skills_without_a_column_come_from_the_requirements():
    job = one_job({"requirements": "Strong Python and SQL. Experience with Kubernetes is a plus."})
    skills = {row.skill.slug: row.required for row in job.job_skills.select_related("skill")}
    assert skills == {"python": True, "sql": True, "kubernetes": False}


def test_unknown_skills_are_kept_unverified():
    job = one_job({"skills": ["Python", "Quantum basketry"]})
    assert sorted(job.skills.values_list("name_en", "is_verified")) == [("Python", True), ("Quantum basketry", False)]


def test_a_named_company_is_made_once_and_found_again():
    bring("title,company\nA,Acme\nB,ACME\n")
    assert Company.objects.filter(name__iexact="acme").count() == 1


def test_a_row_without_a_company_makes_a_job_of_an_unnamed_employer():
    job = one_job({"company": None})
    assert job.company is None
    assert job.is_listed()


def test_the_company_of_the_call_wins(ben: User):
    bring("title,company\nA,Acme\n", company=ben.company)
    assert Job.objects.get().company == ben.company


def test_a_closed_row_is_kept_closed_and_a_draft_a_draft():
    bring("title,status\nA,closed\nB,草稿\nC,招聘中\n")
    assert list(Job.objects.order_by("title").values_list("status", flat=True)) == ["closed", "draft", "open"]


def test_closing_by_import_takes_the_job_off_the_list():
    bring("id,title,status\n1,A,open\n")
    bring("id,title,status\n1,A,closed\n")
    assert Job.objects.get().status == JobStatus.CLOSED


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ImportUnreadable),
        (b"\n\n", ImportUnreadable),
        (b"a,b\n1,2\n", ImportWithoutTitle),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ImportWithoutTitle),
        (b"title\n" + b"x\n" * 20_001, ImportTooLarge),
        (b"x" * (20 * 1024 * 1024 + 1), ImportTooLarge),
    ],
)
def test_a_file_that_is_no_list_of_jobs_is_refused_whole(content: bytes, error: type[Exception]):
    with pytest.raises(error):
        import_jobs(content=content, file_name="x")
    assert not ImportRun.objects.exists()


def test_resumes_have_chinese_columns_too():
    text = (
        "姓名,求职意向,期望薪资,工作年限,城市,学历,技能,工作经历,手机\n"
        "王芳,数据分析师,15-20K,3年,杭州,本科,SQL、Python,在柚见做分析,13800000000\n"
    )
    run = import_resumes(content=text.encode("gb18030"), file_name="r.csv")
    resume = Resume.objects.get()
    assert (resume.person_name, resume.title, resume.years_experience, resume.city) == ("王芳", "数据分析师", 3, "杭州")
    assert (resume.salary_min, resume.salary_max, resume.salary_currency) == (15_000, 20_000, "CNY")
    assert (resume.degree, resume.owner) == ("bachelor", None)
    assert sorted(resume.skills.values_list("slug", flat=True)) == ["python", "sql"]
    assert run.ignored_columns == "手机"


def test_a_resume_with_the_address_of_somebody_here_is_theirs(ana: User):
    import_resumes(content=b"email,title\nANA@rapport.example,Cook\nnobody@x.example,Waiter\n", file_name="r.csv")
    assert Resume.objects.get(title="Cook").owner == ana
    assert Resume.objects.get(title="Waiter").owner is None


def test_an_import_never_replaces_the_resume_that_a_person_wrote(ana: User):
    Resume.objects.create(owner=ana, title="My own")
    run = import_resumes(content=b"email,title\nana@rapport.example,Cook\n", file_name="r.csv")
    assert defects(run) == [(2, "person_has_resume")]
    assert Resume.objects.get(owner=ana).title == "My own"


def test_a_file_without_anything_of_a_resume_is_refused():
    with pytest.raises(ImportWithoutContent):
        import_resumes(content=b"email,shoe\na@b.c,42\n", file_name="x.csv")


def test_the_commands_say_what_became_of_the_rows(tmp_path, capsys: pytest.CaptureFixture[str]):
    jobs, resumes = tmp_path / "jobs.csv", tmp_path / "resumes.csv"
    jobs.write_text("title,years\nA,3\nB,abc\n")
    resumes.write_text("title\nCook\n")
    call_command("import_jobs", str(jobs), "--company", "Acme")
    call_command("import_resumes", str(resumes))
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "1 new, 0 changed, 0 unchanged, 1 refused",
        "1 new, 0 changed, 0 unchanged, 0 refused",
    ]
    assert said.err.strip() == "jobs.csv:3: “years” says “abc”, which we can't read as years of experience."
    assert Job.objects.get().company.name == "Acme"


@pytest.mark.parametrize(
    "cell",
    [
        "['SQL', '数据分析', 'Java']",
        '["SQL", "数据分析", "Java"]',
        "('SQL', '数据分析', 'Java')",
        "SQL、数据分析、Java",
        "SQL；数据分析；Java",
        "SQL | 数据分析 | Java",
        "SQL, 数据分析, Java",
        ["SQL", "数据分析", "Java"],
    ],
)
def test_a_list_in_a_cell_is_a_list_however_it_is_written(cell):
    job = one_job({"skills": cell})
    assert [skill.name_en for skill in job.skills.order_by("job_skills__position")] == ["SQL", "Data Analysis", "Java"]


@pytest.mark.parametrize("cell", ["[]", "['']", "{}", "[[[[[[", "['SQL'"])
def test_a_list_without_names_makes_no_skill_of_its_brackets(cell):
    names = [skill.name_en for skill in one_job({"skills": cell}).skills.all()]
    assert not any(character in name for name in names for character in "[]{}'")


ARRAY = [{"title": "Planner", "city": "Berlin"}, {"title": "Nurse"}, {"city": "Paris"}]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (json.dumps(ARRAY), [1]),
        (json.dumps(ARRAY, indent=1), [9]),
        (json.dumps({"jobs": ARRAY}), [1]),
        (json.dumps({"jobs": ARRAY}, indent=1), [10]),
        ("\n".join(map(json.dumps, ARRAY)), [3]),
    ],
)
def test_json_comes_in_as_lines_or_as_an_array(text, lines):
    run = bring(text)
    assert (run.created, run.failed) == (2, 1)
    assert [line for line, _code in defects(run)] == lines


def test_what_was_read_before_an_array_breaks_comes_in():
    run = bring('[{"title": "Planner"}, {"title": ')
    assert (run.created, defects(run)) == (1, [(1, "bad_json")])


@time_machine.travel("2026-11-28T08:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("2026年11月1日", date(2026, 11, 1)),
        ("3天前发布", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 27)),
        ("10:30发布", date(2026, 11, 28)),
        ("2027-01-01", date(2026, 11, 28)),
        ("who knows", date(2026, 11, 28)),
    ],
)
def test_a_job_is_as_old_as_its_posting(cell, day):
    assert one_job({"发布时间": cell}).published_at.date() == day


@time_machine.travel("2026-11-28T08:00:00Z", tick=False)
def test_a_job_that_does_not_say_until_when_stands_for_the_usual_time(settings):
    settings.JOBS_VALID_DAYS = 30
    assert one_job({}).expires_at == datetime(2026, 12, 29, tzinfo=UTC)
    assert one_job({"deadline": "5 Dec 2026"}).expires_at == datetime(2026, 12, 6, tzinfo=UTC)


def test_a_deadline_is_the_same_day_for_its_importer_and_every_reader(ben):
    with timezone.override("Asia/Shanghai"):
        job = one_job({"deadline": "2026-12-05"})
    for zone in ("America/New_York", "UTC", "Asia/Shanghai"):
        with timezone.override(zone):
            assert last_day(job) == date(2026, 12, 5)
    ben.time_zone = "Asia/Shanghai"
    job.posted_by = ben
    assert last_day(job) == date(2026, 12, 5)


@pytest.mark.parametrize("cell", ["03/04/2026", "soon", "2026-02-30"])
def test_a_deadline_that_could_be_another_day_is_refused_with_its_row(cell):
    assert defects(bring(json.dumps({"title": "Planner", "deadline": cell}))) == [(1, "bad_date")]


def test_what_came_in_is_named_with_its_ids():
    rows = [{"title": "Planner", "id": "A-1"}, {"title": "Nurse", "id": "A-2"}]
    run = bring(json.dumps(rows))
    ids = dict(Job.objects.values_list("external_id", "pk"))
    assert [(row.external_id, row.id, row.outcome) for row in run.brought] == [
        ("A-1", ids["A-1"], "created"),
        ("A-2", ids["A-2"], "created"),
    ]
    assert {row.outcome for row in bring(json.dumps(rows)).brought} == {"unchanged"}
