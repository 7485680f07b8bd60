"""Reading plans as documents."""

from tertial.planning.queries.drafts import draft_of

__all__ = ["draft_of"]
