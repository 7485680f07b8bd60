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
-- As in R4: one narrow pass in order of start finds the moments where a visit may still go on when the next begins.
with in_order as (
    select client_id, start_us, end_us,
           lead(start_us) over (partition by client_id order by start_us) as next_start_us
    from visits
),
moments as (
    select distinct client_id, start_us from in_order where next_start_us < end_us or next_start_us = start_us
),
running as (
    select visits.visit_id, visits.client_id, visits.start_us, visits.end_us
    from visits
    join moments on moments.client_id = visits.client_id and moments.start_us = visits.start_us
),
counted as (
    select starting.visit_id, cast(count(*) as bigint) as others
    from running
    join visits as starting
        on starting.client_id = running.client_id
        and starting.start_us >= running.start_us
        and (starting.start_us < running.end_us or starting.start_us = running.start_us)
        and starting.visit_id <> running.visit_id
    group by starting.visit_id
)
select
    visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id,
    visits.work_date        as day,
    1 + counted.others      as running,
    clients.allowed_staff   as allowed
from counted
join visits on visits.visit_id = counted.visit_id
join clients on clients.client_id = visits.client_id
where 1 + counted.others > clients.allowed_staff
union all
-- A client who is granted none may have nobody, not even alone.
select
    visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id,
    visits.work_date, 1, clients.allowed_staff
from visits
join clients on clients.client_id = visits.client_id
where clients.allowed_staff < 1 and visits.visit_id not in (select visit_id from counted)
