"""What can happen, and who wants to know. Apps fill it from their `events.py` and `handlers.py` at start."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Self, TypeVar


@dataclass(frozen=True)
class Event:
    """Base of all events: frozen dataclasses of ids, numbers and short strings; lists arrive as tuples.

    `class MessageRead(Event, kind="chat.message_read")`. `subject` names what keeps its order ("conversation:12").
    """

    kind: ClassVar[str]
    joins: ClassVar[bool] = False
    """Whether several that wait behind each other may be heard as one: then the class has `joined`."""

    def __init_subclass__(cls, *, kind: str = "", **kwargs: Any) -> None:
        """Without a kind it is a base for other events."""
        super().__init_subclass__(**kwargs)
        if kind:
            cls.kind = kind
            _events[kind] = cls

    @property
    def subject(self) -> str:
        raise NotImplementedError

    def parts(self) -> Sequence["Event"]:
        """The single events of which a batch consists; a batch whose handling fails is handled one by one."""
        return [self]

    @classmethod
    def joined(cls, events: Sequence[Self]) -> Self:
        """One batch of these events of one partition, in their order."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        return cls(
            **{
                name: tuple(tuple(item) if isinstance(item, list) else item for item in value)
                if isinstance(value, list)
                else value
                for name, value in payload.items()
                if name in known
            }
        )


@dataclass(frozen=True)
class Batch(Event):
    """Base of events that tell of several things of one sort, and that are heard as one where they wait together.

    `Item` is a NamedTuple: what one of these things is. Rows hold its fields by name, so that it may get another one
    with a default; those that were written by place are still read.
    """

    joins = True
    Item: ClassVar[type[Any]]
    items: tuple[Any, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self._item(item) for item in self.items))

    @classmethod
    def _item(cls, item: Any) -> Any:
        if isinstance(item, cls.Item):
            return item
        if isinstance(item, dict):
            return cls.Item(**{name: item[name] for name in cls.Item._fields if name in item})
        return cls.Item(*item)

    def payload(self) -> dict[str, Any]:
        return {"items": [item._asdict() for item in self.items]}

    def parts(self) -> Sequence[Self]:
        return [replace(self, items=(item,)) for item in self.items]

    @classmethod
    def joined(cls, events: Sequence[Self]) -> Self:
        return cls(items=tuple(item for event in events for item in event.items))


Handler = Callable[[Any], None]
H = TypeVar("H", bound=Handler)

_events: dict[str, type[Event]] = {}
_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_preparations: dict[str, list[Callable[[], object]]] = defaultdict(list)


def handles(*event_types: type[Event], before: Callable[[], object] | None = None) -> Callable[[H], H]:
    """Registers a handler. It runs in its own transaction, at least once; it must be idempotent by a unique key.

    `before` is called outside of that transaction: for what takes long at first, as loading a model does, while on
    SQLite nobody else could write.
    """

    def register(handler: H) -> H:
        name = f"{handler.__module__.removeprefix('apps.')}.{handler.__name__}"
        for event_type in event_types:
            _handlers[event_type.kind][name] = handler
            if before is not None:
                _preparations[event_type.kind].append(before)
        return handler

    return register


def handlers_of(kind: str) -> dict[str, Handler]:
    return _handlers.get(kind, {})


def handler_named(kind: str, name: str) -> Handler | None:
    """The handler of this stored name, also where its module moved within its app since it was stored."""
    handlers = handlers_of(kind)
    if name in handlers:
        return handlers[name]
    moved = [handler for other, handler in handlers.items() if _in_its_app(other) == _in_its_app(name)]
    return moved[0] if len(moved) == 1 else None


def _in_its_app(name: str) -> tuple[str, str]:
    return name.partition(".")[0], name.rpartition(".")[2]


def prepare(kind: str) -> None:
    """Calls what handlers of this kind of event want to have happened before."""
    for preparation in _preparations.get(kind, ()):
        preparation()


def prepare_all() -> None:
    for kind in _preparations:
        prepare(kind)


def event_type(kind: str) -> type[Event] | None:
    return _events.get(kind)
