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
with started as (
    select visit_id, client_id, start_us, end_us, start_us // 86400000000 as day_no from visits
),
-- As in R4: a visit is looked for on the day it starts, and on the next if it goes past midnight (UTC).
running as (
    select visit_id, client_id, start_us, end_us, day_no from started
    union all
    select visit_id, client_id, start_us, end_us, day_no + 1 from started where end_us > (day_no + 1) * 86400000000
),
company as (
    select starting.visit_id
    from running as other
    join started as starting
        on starting.client_id = other.client_id and starting.day_no = other.day_no
        and other.start_us <= starting.start_us
        and (other.end_us > starting.start_us or other.start_us = starting.start_us)
        and other.visit_id <> starting.visit_id
    union all
    -- The rare ones that go on for days are set against everything later of that client.
    select starting.visit_id
    from started as other
    join started as starting
        on starting.client_id = other.client_id and starting.day_no > other.day_no + 1
        and other.end_us > starting.start_us
    where other.end_us > (other.day_no + 2) * 86400000000
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
