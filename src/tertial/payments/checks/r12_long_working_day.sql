/*
code = "R12"
title = "Orimligt lång arbetsdag"
explanation = """
Personalens registrerade besök samma dag är tillsammans längre än tolv timmar."""
version = 1
fills = ["staff_id", "day"]
reason = "{minutes} minuter registrerade samma dag, i {visits} besök."

[parameters.hours]
value = 12
about = "Så många timmar som får registreras på en dag"

[[example]]
about = "Tolv timmar jämnt är tillåtet, en sekund mer är det inte"
visits = """
visit_id staff_id start_utc           end_utc
1        1        2026-03-02T06:00    2026-03-02T12:00
2        1        2026-03-02T12:00    2026-03-02T18:00
3        2        2026-03-02T06:00    2026-03-02T18:00:01
"""
hits = """
staff_id day
2        2026-03-02
"""
*/
select
    staff_id,
    work_date                                          as day,
    cast(sum(end_us - start_us) as bigint) // 60000000 as minutes,
    cast(count(*) as bigint)                           as visits
from visits
group by staff_id, work_date
having sum(end_us - start_us) > $hours * 3600000000
