"""A file that cannot be read, said so that the person who chose it knows what to do."""


class UnreadableError(Exception):
    """The message is in Swedish and meant for the user."""
