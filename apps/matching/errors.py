"""What matching refuses, with words for the reader."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError, InvalidInput


class JobNeedsMore(InvalidInput):
    code = "job_needs_more"
    message = _("A job needs a title before it can be posted.")


class JobNotOpen(Conflict):
    code = "job_not_open"
    message = _("This job isn't open any more.")


class JobAlreadyOpen(Conflict):
    code = "job_already_open"
    message = _("This job is open already.")


class CompanyNeeded(InvalidInput):
    code = "company_needed"
    message = _("Join a company before you post a job.")


class RangeReversed(InvalidInput):
    code = "range_reversed"
    message = _("The lower figure is above the higher one.")


class UnusableField(InvalidInput):
    code = "unusable_text"
    message = _("This text can't be stored: it is too long or holds characters that aren't text.")


class TooManySkills(InvalidInput):
    code = "too_many_skills"
    message = _("Name 50 skills at most.")


class ResumeTaken(Conflict):
    code = "resume_taken"
    message = _("This person has another résumé already.")


class DocumentRefused(DomainError):
    """A résumé file that can't be taken; subclasses say why."""

    code = "document_refused"
    status = 400
    message = _("We couldn't read this file. Try a PDF, Word (.docx) or text file.")


class DocumentTooLarge(DocumentRefused):
    code = "document_too_large"
    status = 413
    message = _("This file is larger than 5 MB. Save it with smaller pictures, or without them.")


class DocumentType(DocumentRefused):
    code = "document_type"
    message = _("Only PDF, Word (.docx) and text files work here, whatever the file's name says.")


class DocumentEncrypted(DocumentRefused):
    code = "document_encrypted"
    message = _("This PDF is protected by a password. Save a copy without one and upload that.")


class DocumentDamaged(DocumentRefused):
    code = "document_damaged"
    message = _("This file is damaged. Open it, save it again and upload the new copy.")


class DocumentTooLong(DocumentRefused):
    code = "document_too_long"
    message = _("This file is too long for a résumé. Up to 40 pages work.")


class DocumentEmpty(DocumentRefused):
    code = "document_empty"
    message = _("There is no text in this file; perhaps it is a scan. Fill in the form instead.")


class ImportUnreadable(DomainError):
    """The whole file can't be read, so there are no rows to report."""

    code = "import_unreadable"
    status = 400
    message = _("We couldn't read this file. It should be JSON lines or CSV with a line of column names.")


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
