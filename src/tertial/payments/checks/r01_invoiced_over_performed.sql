/*
code = "R1"
title = "Fakturerad tid överstiger utförd tid"
explanation = """
Summan av fakturerade minuter för en kund, utförare, insats och månad är större än den registrerade tiden
med tillåten marginal. Alla gruppens fakturarader visas. Saknas besök är den utförda tiden noll."""
version = 1
fills = "line"
reason = "Fakturerat {invoiced} minuter i gruppen, men utfört är {performed} minuter."

[parameters.percent]
value = 102
about = "Så många procent av utförd tid som får faktureras"

[parameters.slack]
value = 1500
about = "Tillägg i hundradels minuter (1500 = 15 minuter)"

[[example]]
about = "60 minuter utförda: 76 fakturerade är inom marginalen (102 procent och 15 minuter), 77 är det inte"
visits = """
visit_id client_id start_utc        end_utc
1        1         2026-03-02T08:00 2026-03-02T09:00
2        2         2026-03-02T08:00 2026-03-02T09:00
"""
lines = """
line_id client_id minutes
1       1         76
2       2         77
"""
hits = """
line_id
2
"""

[[example]]
about = "Två rader räknas ihop, och utan besök är den utförda tiden noll"
lines = """
line_id client_id minutes
1       1         8
2       1         8
3       2         15
"""
hits = """
line_id
1
2
"""
*/
select
    lines.line_id, lines.client_id, lines.provider_id, lines.service_id, lines.month, lines.amount_ore,
    invoiced.minutes                as invoiced,
    coalesce(performed.minutes, 0)  as performed
from lines
join invoiced
    on invoiced.client_id = lines.client_id and invoiced.provider_id = lines.provider_id
    and invoiced.service_id = lines.service_id and invoiced.month = lines.month
left join performed
    on performed.client_id = lines.client_id and performed.provider_id = lines.provider_id
    and performed.service_id = lines.service_id and performed.month = lines.month
where 100 * invoiced.minutes > $percent * coalesce(performed.minutes, 0) + $slack
