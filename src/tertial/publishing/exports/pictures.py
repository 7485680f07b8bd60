"""Pictures for documents."""

from tertial.publishing.rules.document import Figure, Photo


def bytes_of_figure(figure: Figure | Photo) -> tuple[bytes, str, float]:
    """The bytes, their format, and how much of the width they take."""
    if isinstance(figure, Photo):
        return figure.data, figure.kind, 1.0
    return figure.svg.encode(), "svg", 0.8
