-- What a control must find: exactly the faults planted above, by rule and keys, and nothing else.
create view truth as
with line_faults as (
    select fault as rule, * from lines where fault in ('R9', 'R10', 'R13') and part = 1
    union all select 'R3', * from lines where part = 3
    union all select 'R7', * from lines where copy = 4
    union all select 'R1', * from lines where fault in ('R1', 'R7')  -- the copy makes the whole group too long
),
visit_faults as (
    select 'R5' as rule, visit_id from added where kind = 'R5'
    union all
    select 'R5', first_visit_id from added where kind = 'R5' and first_visit_id % 2 = 0
    union all
    select 'R8', visits.visit_id from visits join absences
        on absences.client_id = visits.client_id and start_utc < to_utc and from_utc < end_utc
    union all
    select 'R14', visit_id from visits join served using (client_id, provider_id, service_id)
        where served.fault = 'R14' and work_date > served.month + 23
)
select rule, line_id, null::bigint as visit_id, null::bigint as other_visit_id, client_id, provider_id, service_id,
       null::bigint as staff_id, month, null::date as day
from line_faults
union all
select 'R2', null, null, null, client_id, provider_id, service_id, null, month, null from served where fault = 'R2'
union all
select 'R4', null, least(visit_id, other_visit_id), greatest(visit_id, other_visit_id), null, null, null, staff_id,
       null, null
from begun_early
union all
select rule, null, visit_id, null, client_id, provider_id, service_id, staff_id, null, work_date
from visit_faults join visits using (visit_id)
union all
select 'R6', null, null, null, null, provider_id, null, null, date '$first', null
from provider_list where signs_by_hand
union all
select 'R11', null, null, null, client_id, null, null, null, null, work_date from added where kind = 'R11'
union all
select 'R12', null, null, null, null, null, null, staff_id, null, work_date from added where kind = 'R12';
