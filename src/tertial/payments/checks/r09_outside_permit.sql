/*
code = "R9"
title = "Period utanför utförarens tillstånd"
explanation = """
Radens period ryms inte i ett och samma tillstånd för utföraren."""
version = 1
fills = "line"
reason = "Perioden {period_from}–{period_to} ryms inte i något tillstånd för utföraren."

[[example]]
about = "Utförare 1 har tillstånd hela mars, utförare 2 till och med den 30 mars, utförare 3 inget"
permits = """
provider_id valid_from valid_to
1           2026-03-01 2026-03-31
2           2026-01-01 2026-03-30
"""
lines = """
line_id provider_id
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
    lines.period_from, lines.period_to
from lines
where not exists (
    select 1 from permits
    where permits.provider_id = lines.provider_id
      and permits.valid_from <= lines.period_from and permits.valid_to >= lines.period_to
)
