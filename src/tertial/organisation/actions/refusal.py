"""Why an action cannot be done with these values: a sentence for the person, and the field it concerns."""


class Refused(ValueError):
    """The message says what is wrong and what to do instead."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
