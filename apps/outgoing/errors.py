class OutgoingError(Exception):
    """A request to the outside that came to nothing."""


class Forbidden(OutgoingError):
    """The server doesn't connect there."""


class Unreachable(OutgoingError):
    """There is nobody, or not in time."""


class Unusable(OutgoingError):
    """What came isn't what was asked for: too large, of another type, broken."""
