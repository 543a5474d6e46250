from django.core import paginator
from rest_framework.pagination import PageNumberPagination


class Paginator(paginator.Paginator):
    """Counts only where it must: a first page that isn't full tells by itself how many there are."""

    def page(self, number: int | str) -> paginator.Page:
        if str(number) != "1":
            return super().page(number)
        found = list(self.object_list[: self.per_page + 1])
        if len(found) <= self.per_page:
            self.count = len(found)
        return paginator.Page(found[: self.per_page], 1, self)


class Page(PageNumberPagination):
    """Twenty entries a page; clients may ask for up to a hundred."""

    django_paginator_class = Paginator
    page_size_query_param = "page_size"
    max_page_size = 100
