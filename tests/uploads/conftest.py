from tests.chat.conftest import conversation, job

__all__ = ["conversation", "job"]
