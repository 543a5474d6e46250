from typing import Any

from django.db import migrations

from apps.matching.resumes.hiding import fold_company

BATCH = 1000


def companies_to_names(apps: Any, schema_editor: Any) -> None:
    hidden = apps.get_model("matching", "HiddenEmployer")
    pairs = apps.get_model("matching", "Resume").hidden_from.through.objects.order_by("pk")
    rows = pairs.values_list("resume_id", "company__name").iterator(chunk_size=BATCH)
    batch = []
    for resume, name in rows:
        batch.append(hidden(resume_id=resume, name=name, folded=fold_company(name)[:130]))
        if len(batch) == BATCH:
            hidden.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    hidden.objects.bulk_create(batch, ignore_conflicts=True)


def names_to_companies(apps: Any, schema_editor: Any) -> None:
    """Names of companies that are here."""
    through = apps.get_model("matching", "Resume").hidden_from.through
    company = apps.get_model("accounts", "Company")
    for hidden in apps.get_model("matching", "HiddenEmployer").objects.iterator(chunk_size=BATCH):
        for found in company.objects.filter(name__iexact=hidden.name):
            through.objects.get_or_create(resume_id=hidden.resume_id, company_id=found.pk)


class Migration(migrations.Migration):
    dependencies = [("matching", "0006_names_to_hide_from_and_who_reads")]

    operations = [migrations.RunPython(companies_to_names, names_to_companies)]
