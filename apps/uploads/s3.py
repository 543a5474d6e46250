"""Files in a bucket instead of on a disk. Nobody is ever sent there: everything is read through our own pages, which
know who may."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends import s3
from storages.utils import clean_name

from apps.uploads.errors import StorageAway
from apps.uploads.limits import MAX_DOCUMENT_BYTES

BLOCK = 2 * 1024 * 1024
"""Bytes that are fetched at once of a file that is read."""
RETRY_AFTER_SECONDS = 60


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Raises FileNotFoundError for what isn't there, and StorageAway where the bucket refuses, or doesn't answer."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from error
        raise StorageAway(retry_after=RETRY_AFTER_SECONDS) from error
    except BotoCoreError as error:
        raise StorageAway(retry_after=RETRY_AFTER_SECONDS) from error


class S3Storage(s3.S3Storage):
    """No name is given out twice, no file has an address of its own, and a bucket that is away is said to be."""

    def get_default_settings(self) -> dict[str, Any]:
        own = {
            "file_overwrite": False,
            "client_config": Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 3},
                signature_version="s3v4",
                # Of the newer checksums other makers' servers know nothing.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # The largest document is stored whole or not at all: parts of one that broke off would stay in the bucket.
            "transfer_config": TransferConfig(multipart_threshold=MAX_DOCUMENT_BYTES + BLOCK, use_threads=False),
        }
        return super().get_default_settings() | own

    def _open(self, name: str, mode: str = "rb") -> "S3File":
        if mode != "rb":
            raise ValueError("Files are stored whole, by `save`.")
        return S3File(name, self)

    def _save(self, name: str, content: Any) -> str:
        with answering(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with answering(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with answering(name):
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with answering(name):
            folders, files = super().listdir(name)
        return folders, files

    def size(self, name: str) -> int:
        with answering(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> Any:
        with answering(name):
            return super().get_modified_time(name)

    def url(self, *args: object, **kwargs: object) -> str:
        return ""

    def stored(self, name: str) -> Any:
        return self.bucket.Object(self._normalize_name(clean_name(name)))


class S3File(File):
    """Read in blocks as it is sent on. Raises FileNotFoundError where there is none."""

    def __init__(self, name: str, storage: S3Storage) -> None:
        self._storage = storage
        super().__init__(None, name)
        self.open()

    def open(self, mode: str | None = None, *args: object, **kwargs: object) -> "S3File":
        stored = self._storage.stored(self.name or "")
        with answering(self.name or ""):
            stored.load()
        self.file = io.BufferedReader(_Blocks(stored), BLOCK)
        return self


class _Blocks(io.RawIOBase):
    def __init__(self, stored: Any) -> None:
        self._stored, self._size, self._place = stored, stored.content_length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, begin + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self._size - self._place)
        if wanted <= 0:
            return 0
        with answering(self._stored.key):
            answer = self._stored.get(Range=f"bytes={self._place}-{self._place + wanted - 1}")
            block = answer["Body"].read()
        buffer[: len(block)] = block
        self._place += len(block)
        return len(block)
