from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError


class ImportUnreadable(DomainError):
    """The whole file can't be read, so there are no rows to report."""

    code = "import_unreadable"
    status = 400
    message = _("We couldn't read this file. It should be Excel (.xlsx), CSV or JSON with a first row of column names.")


class ImportTooLarge(ImportUnreadable):
    code = "import_too_large"
    status = 413
    message = _("This file is too large. Up to 20 MB and 20,000 rows work; split it and import the parts.")


class ImportWithoutTitle(ImportUnreadable):
    code = "import_without_title"
    message = _("This file has no column that names the job, such as “title” or “职位”.")


class ImportWithoutContent(ImportUnreadable):
    code = "import_without_content"
    message = _("None of this file's columns belongs to a résumé, such as “skills” or “求职意向”.")
