"""A seeded city month for demo, tests and measurements: realistic days, about three per cent planted faults, the truth."""

from tertial.payments.generator.city import City, generate

__all__ = ["City", "generate"]
