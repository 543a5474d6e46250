from apps.matching.importing.defects import reason
from apps.matching.models import ImportDefect


def defect_text(defect: ImportDefect) -> str:
    """Why this row was refused, in the active language."""
    return reason(defect.code, column=defect.column, value=defect.value)
