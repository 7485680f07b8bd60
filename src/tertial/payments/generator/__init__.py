"""A seeded city month for demo, tests and measurements: realistic days, planted faults, and the truth about them."""

from tertial.payments.generator.city import City, generate

__all__ = ["City", "generate"]
