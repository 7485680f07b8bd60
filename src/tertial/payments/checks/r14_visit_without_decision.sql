/*
code = "R14"
title = "Besök utan beslut"
explanation = """
Inget beslut för kunden, utföraren och insatsen gäller den dag som besöket hör till."""
version = 1
fills = "visit"
reason = "Inget beslut för kunden, utföraren och insatsen gäller {day}; besöket är {minutes} minuter."

[[example]]
about = "Beslutet gäller till och med den 2 mars; besök 2 är dagen efter, besök 3 har en annan insats"
decisions = """
decision_id client_id service_id valid_from valid_to
1           1         1          2026-01-01 2026-03-02
"""
visits = """
visit_id client_id service_id work_date
1        1         1          2026-03-02
2        1         1          2026-03-03
3        1         2          2026-03-02
"""
hits = """
visit_id client_id day
2        1         2026-03-03
3        1         2026-03-02
"""
*/
-- Most groups have one decision over all their days; only the visits of the others are looked at one by one.
with uncovered as (
    select client_id, provider_id, service_id, month
    from performed
    where not exists (
        select 1 from decisions
        where decisions.client_id = performed.client_id and decisions.provider_id = performed.provider_id
          and decisions.service_id = performed.service_id
          and decisions.valid_from <= performed.first_day and decisions.valid_to >= performed.last_day
    )
)
select
    visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id,
    visits.work_date                             as day,
    (visits.end_us - visits.start_us) // 60000000 as minutes
from visits
join uncovered
    on uncovered.client_id = visits.client_id and uncovered.provider_id = visits.provider_id
    and uncovered.service_id = visits.service_id and uncovered.month = visits.month
where not exists (
    select 1 from decisions
    where decisions.client_id = visits.client_id and decisions.provider_id = visits.provider_id
      and decisions.service_id = visits.service_id
      and decisions.valid_from <= visits.work_date and decisions.valid_to >= visits.work_date
)
