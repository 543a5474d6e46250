from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError


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
