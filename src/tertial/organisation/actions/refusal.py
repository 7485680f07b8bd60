"""Why an action cannot be done with these values: a sentence for the person, and the field it concerns."""

from tertial.foundation import words


class Refused(words.Refused):
    """The message says what is wrong and what to do instead; pages show it beside the field."""

    def __init__(self, text: str, *, field: str = "", **params: object) -> None:
        super().__init__(text, **params)
        self.field = field
