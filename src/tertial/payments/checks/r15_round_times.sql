/*
code = "R15"
title = "Jämna klockslag"
explanation = """
Nästan alla personalens besök i månaden börjar och slutar på hel kvart. Verkliga tider gör sällan det; det tyder
på att planerad tid registrerats i stället för utförd. Avslagen från början: planeringssystem kan avrunda."""
version = 1
on = false
fills = ["staff_id", "month"]
reason = "{round_visits} av {visits} besök börjar och slutar på hel kvart."

[parameters.percent]
value = 90
about = "Andel jämna besök i procent som räcker för träff"

[parameters.at_least]
value = 20
about = "Så många besök i månaden krävs för att bedöma"

[[example]]
about = "Med krav på två besök: personal 1 har bara jämna tider, personal 2 en ojämn"
parameters = "at_least=2"
visits = """
visit_id staff_id start_utc           end_utc
1        1        2026-03-02T08:00    2026-03-02T08:30
2        1        2026-03-03T08:15    2026-03-03T09:00
3        2        2026-03-02T08:00    2026-03-02T08:30
4        2        2026-03-03T08:15    2026-03-03T08:47
"""
hits = """
staff_id month
1        2026-03-01
"""
*/
with judged as (
    select staff_id, month,
           case when start_us % 900000000 = 0 and end_us % 900000000 = 0 then 1 else 0 end as is_round
    from visits
)
select
    staff_id, month,
    cast(sum(is_round) as bigint) as round_visits,
    cast(count(*) as bigint)      as visits
from judged
group by staff_id, month
having count(*) >= $at_least and 100 * sum(is_round) >= $percent * count(*)
