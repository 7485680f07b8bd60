/*
code = "R5"
title = "Fler samtidiga besök än beviljat"
explanation = """
När besöket börjar pågår fler besök hos kunden än det antal i personalen som är beviljat samtidigt.
Besöket självt och de som börjar i samma stund räknas."""
version = 1
fills = "visit"
reason = "När besöket börjar pågår {running} besök hos kunden; beviljat är {allowed} åt gången."

[[example]]
about = "Kund 1 har en åt gången: den som kommer sist är en för mycket. Kund 2 har två och får ha två"
clients = """
client_id allowed_staff
1         1
2         2
"""
visits = """
visit_id client_id staff_id start_utc        end_utc
1        1         1        2026-03-02T08:00 2026-03-02T09:00
2        1         2        2026-03-02T08:30 2026-03-02T09:00
3        1         3        2026-03-02T09:00 2026-03-02T09:30
4        2         4        2026-03-02T08:00 2026-03-02T09:00
5        2         5        2026-03-02T08:00 2026-03-02T09:00
"""
hits = """
visit_id client_id day
2        1         2026-03-02
"""

[[example]]
about = "Börjar båda i samma stund är båda träffar; över midnatt räknas också"
clients = """
client_id allowed_staff
1         1
2         1
"""
visits = """
visit_id client_id staff_id start_utc        end_utc
1        1         1        2026-03-02T08:00 2026-03-02T09:00
2        1         2        2026-03-02T08:00 2026-03-02T08:10
3        2         1        2026-03-02T23:00 2026-03-03T01:00
4        2         2        2026-03-03T00:30 2026-03-03T01:00
"""
hits = """
visit_id
1
2
4
"""
*/
-- As in R4: one pass in order of start finds the visits that still go on when the client's next one starts.
with in_order as (
    select visit_id, client_id, start_us, end_us,
           lead(start_us) over (partition by client_id order by start_us, visit_id) as next_start_us
    from visits
),
going_on as (
    select visit_id, client_id, start_us, end_us
    from in_order
    where next_start_us < end_us or next_start_us = start_us
),
together as (
    select going_on.visit_id as earlier_id, later.visit_id as later_id, later.start_us = going_on.start_us as same_start
    from going_on
    join visits as later
        on later.client_id = going_on.client_id
        and (later.start_us < going_on.end_us or later.start_us = going_on.start_us)
        and (later.start_us > going_on.start_us
             or (later.start_us = going_on.start_us and later.visit_id > going_on.visit_id))
),
company as (
    select later_id as visit_id from together
    union all
    select earlier_id from together where same_start
),
counted as (
    select visit_id, cast(count(*) as bigint) as others from company group by visit_id
)
select
    visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id,
    visits.work_date                   as day,
    1 + coalesce(counted.others, 0)    as running,
    clients.allowed_staff              as allowed
from visits
join clients on clients.client_id = visits.client_id
left join counted on counted.visit_id = visits.visit_id
where 1 + coalesce(counted.others, 0) > clients.allowed_staff
