"""Errors: each is also a builtin one, so plain ``except ValueError`` keeps working."""


class ReadoutsError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(ReadoutsError, ValueError):
    """A value is not one of those allowed; the message names the parameter, what is allowed and what came."""

    def __init__(self, parameter: str, allowed: str, got: object) -> None:
        super().__init__(f"{parameter}: {allowed}; got {got}")
        self.parameter = parameter


class PlaceNotFound(ReadoutsError, FileNotFoundError):
    """A place to read from does not exist."""

    def __init__(self, parameter: str, allowed: str, got: object) -> None:
        super().__init__(f"{parameter}: {allowed}; got {got}")
        self.parameter = parameter


class UnreadableText(InputError):
    """A place exists, but no article text can be read from it."""
