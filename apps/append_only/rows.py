from typing import Any, Never, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class WrittenOnce(TypeError):
    """Code tried to change or delete what is append-only: a mistake of ours, never of a person."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    def update(self, **fields: Any) -> Never:
        raise WrittenOnce(self.model.__name__)

    def delete(self) -> Never:
        raise WrittenOnce(self.model.__name__)


class AppendOnly(models.Model):
    """A row that can be inserted and read, nothing else. Undoing it is another row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise WrittenOnce(type(self).__name__)
