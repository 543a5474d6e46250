import django_filters
from django.db.models import QuerySet

from apps.matching.jobs.models import Job, JobQuerySet
from apps.matching.jobs.selectors import JobFilters, narrowed
from apps.matching.skills.selectors import vocabulary

Jobs = QuerySet[Job]


class JobFilter(django_filters.FilterSet):
    """The rules are those of the pages: `selectors.jobs.narrowed`."""

    q = django_filters.CharFilter(
        method="by_words", help_text="Words of the posting: Chinese as part of the text, English as whole words."
    )
    city = django_filters.CharFilter(method="by_city", help_text="In either language: 上海 finds Shanghai.")
    remote = django_filters.BooleanFilter(method="by_remote")
    industry = django_filters.CharFilter(field_name="industry", lookup_expr="iexact")
    salary_known = django_filters.BooleanFilter(method="by_salary", help_text="true: only jobs that state their pay.")
    skill = django_filters.CharFilter(method="by_skill", help_text="A skill by any of its names.")
    company = django_filters.NumberFilter(field_name="company", max_value=2**63 - 1, min_value=1)

    class Meta:
        model = Job
        fields: tuple[str, ...] = ()

    def _narrowed(self, jobs: Jobs, filters: JobFilters) -> Jobs:
        assert isinstance(jobs, JobQuerySet)
        return narrowed(jobs, filters)

    def by_words(self, jobs: Jobs, name: str, value: str) -> Jobs:
        return self._narrowed(jobs, JobFilters(q=value[:100]))

    def by_city(self, jobs: Jobs, name: str, value: str) -> Jobs:
        return self._narrowed(jobs, JobFilters(city=value[:80]))

    def by_remote(self, jobs: Jobs, name: str, value: bool) -> Jobs:
        return self._narrowed(jobs, JobFilters(remote=value))

    def by_salary(self, jobs: Jobs, name: str, value: bool) -> Jobs:
        return self._narrowed(jobs, JobFilters(salary_known=value))

    def by_skill(self, jobs: Jobs, name: str, value: str) -> Jobs:
        return self._narrowed(jobs, JobFilters(skill=vocabulary().named(value[:80]) or 0))
