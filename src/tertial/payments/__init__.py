"""Payment control: every invoice line set against ordered and registered time. No Django here.

from tertial.payments import check, evidence
record = check(Path("delivery"), Path("result"))
"""

from tertial.payments.engine.declaration import Rule, all_rules
from tertial.payments.engine.evidence import Evidence, evidence
from tertial.payments.engine.pseudonyms import pseudonymise
from tertial.payments.engine.run import Settings, check
from tertial.payments.engine.trouble import BadInput, Stopped
from tertial.payments.generator import City, generate

__all__ = [
    "BadInput",
    "City",
    "Evidence",
    "Rule",
    "Settings",
    "Stopped",
    "all_rules",
    "check",
    "evidence",
    "generate",
    "pseudonymise",
]
