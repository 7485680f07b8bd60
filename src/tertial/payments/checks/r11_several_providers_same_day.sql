/*
code = "R11"
title = "Flera utförare och insatser samma dag"
explanation = """
Kunden har samma dag besök av mer än en utförare och med mer än en insats. Det kan vara beviljat, men är ett
vanligt tecken på dubbel ersättning."""
version = 1
fills = ["client_id", "day"]
reason = "{visits} besök samma dag från {provider_count} utförare med {service_count} insatser."

[[example]]
about = "Kund 1 har två utförare och två insatser, kund 2 två utförare men en insats"
visits = """
visit_id client_id provider_id service_id
1        1         1           1
2        1         2           2
3        2         1           1
4        2         2           1
"""
hits = """
client_id day
1         2026-03-02
"""
*/
-- Few clients have several providers in a month; only their visits are looked at day by day.
with mixed as (
    select client_id
    from performed
    group by client_id
    having min(provider_id) <> max(provider_id) and min(service_id) <> max(service_id)
)
select
    visits.client_id,
    visits.work_date                                     as day,
    cast(count(*) as bigint)                             as visits,
    cast(count(distinct visits.provider_id) as bigint)   as provider_count,
    cast(count(distinct visits.service_id) as bigint)    as service_count
from visits
join mixed on mixed.client_id = visits.client_id
group by visits.client_id, visits.work_date
having count(distinct visits.provider_id) > 1 and count(distinct visits.service_id) > 1
