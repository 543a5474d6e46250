from rest_framework.pagination import PageNumberPagination


class Page(PageNumberPagination):
    """Twenty entries a page; clients may ask for up to a hundred."""

    page_size_query_param = "page_size"
    max_page_size = 100
