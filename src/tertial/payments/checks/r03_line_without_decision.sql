/*
code = "R3"
title = "Fakturarad utan beslut"
explanation = """
Inget beslut för kunden, utföraren och insatsen gäller någon dag i den period som raden avser."""
version = 1
fills = "line"
reason = "Inget beslut gäller någon gång {period_from}–{period_to}; raden avser {minutes} minuter."

[[example]]
about = "Ett beslut som slutar på periodens första dag räcker; ett som slutade dagen före, eller gäller annan insats, gör det inte"
decisions = """
decision_id client_id service_id valid_from valid_to
1           1         1          2026-01-01 2026-03-01
2           2         1          2026-01-01 2026-02-28
3           3         2          2026-01-01 2026-12-31
"""
lines = """
line_id client_id
1       1
2       2
3       3
"""
hits = """
line_id
2
3
"""
*/
select
    lines.line_id, lines.client_id, lines.provider_id, lines.service_id, lines.month, lines.amount_ore,
    lines.period_from, lines.period_to, lines.minutes
from lines
where not exists (
    select 1 from decisions
    where decisions.client_id = lines.client_id and decisions.provider_id = lines.provider_id
      and decisions.service_id = lines.service_id
      and decisions.valid_from <= lines.period_to and decisions.valid_to >= lines.period_from
)
