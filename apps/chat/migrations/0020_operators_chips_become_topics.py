"""What operators changed in chips goes on in topics: their words, labels and questions. The product's own words come
with its content."""

from django.db import migrations

TOPIC_OF_KEY = {
    "candidate-salary-months": ("job", "bonus"),
    "candidate-salary-equity": ("job", "equity"),
    "candidate-overtime": ("job", "overtime"),
    "candidate-shifts": ("job", "shifts"),
    "candidate-oncall": ("job", "oncall"),
    "candidate-process-answer": ("job", "answer"),
    "candidate-interview-format": ("job", "interview"),
    "candidate-contract-probation": ("job", "probation"),
    "candidate-contract-written": ("job", "written"),
    "candidate-contract-noncompete": ("job", "noncompete"),
    "candidate-benefits-leave": ("job", "leave"),
    "candidate-growth-convert": ("job", "conversion"),
    "candidate-first-months": ("job", "first_months"),
    "candidate-closed-feedback": ("job", "decision"),
    "candidate-closed-later": ("job", "later"),
    "recruiter-interview-times": ("resume", "interview_times"),
    "recruiter-experience-lead": ("resume", "lead"),
    "recruiter-offer-questions": ("resume", "concerns"),
}
SUBJECT = {"candidate": "job", "recruiter": "resume"}


def go_on_in_topics(apps, schema_editor):
    Chip = apps.get_model("chat", "Chip")
    Topic = apps.get_model("matching", "Topic")
    changed = set(apps.get_model("chat", "HistoricalChip").objects.values_list("id", flat=True))
    for chip in Chip.objects.filter(pk__in=changed).order_by("position", "pk"):
        subject, key = TOPIC_OF_KEY.get(chip.key, (SUBJECT[chip.audience], chip.topic))
        topic, is_new = Topic.objects.get_or_create(
            subject=subject,
            key=key,
            defaults={
                "label_en": chip.label_en,
                "label_zh": chip.label_zh,
                "questions_en": chip.question_en,
                "questions_zh": chip.question_zh,
                "is_active": chip.is_active,
            },
        )
        if not is_new:
            topic.questions_en = _joined(topic.questions_en, [chip.question_en])
            topic.questions_zh = _joined(topic.questions_zh, [chip.question_zh])
        for lines, terms in (("opens", chip.vague_terms), ("answers", chip.answered_terms)):
            for language, is_chinese in (("en", False), ("zh", True)):
                name = f"{lines}_{language}"
                words = [_plain(term) for term in terms if term.strip() and (not term.isascii()) is is_chinese]
                setattr(topic, name, _joined(getattr(topic, name), words))
        topic.save()


def _plain(term):
    """Signs that mean something in a phrase didn't in a chip's word."""
    return "".join(" " if character in "#…()[]_*/" else character for character in term).strip()


def _joined(text, lines):
    kept = text.splitlines()
    return "\n".join([*kept, *(line for line in lines if line and line not in kept)])


class Migration(migrations.Migration):
    dependencies = [("chat", "0019_presets_of_a_job"), ("matching", "0011_topics_in_fields")]

    operations = [migrations.RunPython(go_on_in_topics, migrations.RunPython.noop)]
