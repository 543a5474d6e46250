from uuid import UUID

from apps.accounts.people.models import User
from apps.accounts.privacy.models import DataExport
from apps.errors import NotFound


def exports_of(person: User) -> list[DataExport]:
    """The newest ten."""
    return list(DataExport.objects.filter(person=person)[:10])


def export_for(person: User, token: UUID) -> DataExport:
    """A finished export of this person; raises NotFound for anybody else's, and for what has expired."""
    export = DataExport.objects.filter(person=person, token=token).first()
    if export is None or not export.is_ready:
        raise NotFound
    return export
