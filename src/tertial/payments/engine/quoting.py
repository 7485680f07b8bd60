"""Names and words as SQL writes them."""


def quoted(name: str) -> str:
    """A column's name, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def text(words: object) -> str:
    """A piece of text; a path is given as its text."""
    return "'" + str(words).replace("'", "''") + "'"
