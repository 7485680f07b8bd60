"""From a rule to the rows of `findings`: fills the limits in, the empty columns, and the sentence with its figures."""

import re

from tertial.payments.engine.declaration import Rule
from tertial.payments.engine.quoting import text

# The columns of a finding, in order, with their SQL types.
FINDING = {
    "rule": "varchar",
    "line_id": "bigint",
    "visit_id": "bigint",
    "other_visit_id": "bigint",
    "client_id": "bigint",
    "provider_id": "bigint",
    "service_id": "bigint",
    "staff_id": "bigint",
    "month": "date",
    "day": "date",
    "amount_ore": "bigint",
    "reason": "varchar",
}
FIGURE = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>kr)(?P<unit> [a-z]+)?)?(?:\|(?P<otherwise>[^}]+))?\}")


def with_limits(sql: str, limits: dict[str, int]) -> str:
    """`$percent` and its like replaced by the run's whole numbers."""
    return re.sub(r"\$([a-z_]+)", lambda found: str(limits[found[1]]), sql)


def findings_sql(rule: Rule, limits: dict[str, int]) -> str:
    """One statement that gives the rule's findings with all their columns, in DuckDB's dialect."""
    columns = [f"'{rule.code}' as rule"]
    for name, kind in list(FINDING.items())[1:-1]:
        source = f"hit.{name}" if name in rule.fills else "null"
        columns.append(f"cast({source} as {kind}) as {name}")
    columns.append(f"{sentence_sql(rule.reason)} as reason")
    listed = ",\n    ".join(columns)
    return f"select\n    {listed}\nfrom (\n{with_limits(rule.sql, limits)}\n) as hit"


def sentence_sql(reason: str) -> str:
    """`Fakturerat {minutes} minuter, {amount:kr kr|inget pris}` as an expression that gives the sentence."""
    parts, at = [], 0
    for figure in FIGURE.finditer(reason):
        parts.append(text(reason[at : figure.start()]))
        parts.append(_figure(figure))
        at = figure.end()
    parts.append(text(reason[at:]))
    return " || ".join(part for part in parts if part != "''")


def _figure(figure: re.Match[str]) -> str:
    value = f"hit.{figure['name']}"
    shown = f"cast({value} as varchar)"
    if figure["form"]:
        sign = f"case when {value} < 0 then '−' else '' end"
        rest = f"lpad(cast(abs({value}) % 100 as varchar), 2, '0')"
        shown = f"{sign} || cast(abs({value}) // 100 as varchar) || ',' || {rest}"
    if figure["unit"]:
        shown += f" || {text(figure['unit'])}"
    if figure["otherwise"]:
        return f"case when {value} is null then {text(figure['otherwise'])} else {shown} end"
    return f"({shown})"
