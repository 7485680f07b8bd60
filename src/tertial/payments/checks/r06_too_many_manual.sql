/*
code = "R6"
title = "Stor andel registrerat i efterhand"
explanation = """
Mer än var femte av utförarens besök i månaden är registrerat för hand i stället för på plats."""
version = 1
fills = ["provider_id", "month"]
reason = "{by_hand} av {total} besök är registrerade för hand."

[parameters.percent]
value = 20
about = "Så många procent av besöken som får vara registrerade för hand"

[[example]]
about = "Ett av fem är tillåtet, två av fem är det inte"
visits = """
visit_id provider_id manual
1        1           ja
2        1           nej
3        1           nej
4        1           nej
5        1           nej
6        2           ja
7        2           ja
8        2           nej
9        2           nej
10       2           nej
"""
hits = """
provider_id month
2           2026-03-01
"""
*/
select
    provider_id, month,
    cast(sum(case when manual then 1 else 0 end) as bigint) as by_hand,
    cast(count(*) as bigint)                                as total
from visits
group by provider_id, month
having 100 * sum(case when manual then 1 else 0 end) > $percent * count(*)
