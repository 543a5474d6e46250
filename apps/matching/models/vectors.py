from django.db import models
from django.utils.translation import gettext_lazy as _


class Vector(models.Model):
    """The meaning of a text as little-endian float32, made by `model` from the text with this digest.
    `as_of` is when what it belongs to had last been changed: a later change makes it stale."""

    model = models.CharField(_("model"), max_length=40)
    digest = models.CharField(_("digest of the text"), max_length=32)
    data = models.BinaryField(_("vector"))
    as_of = models.DateTimeField(_("as of"))

    class Meta:
        abstract = True
