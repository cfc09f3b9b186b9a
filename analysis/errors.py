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


class ModelUnusable(ReadoutsError, RuntimeError):
    """A model file of the package is missing or is not the one that it should be."""

    def __init__(self, file: str, expected: str, got: str) -> None:
        super().__init__(f"{file}: expected a file with sha256 {expected}; got {got}. Install the package again.")
        self.file = file
