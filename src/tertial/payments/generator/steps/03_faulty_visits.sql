-- Faults in the visits themselves. Each is placed where it touches nothing else, so that the truth is exact.

-- R4: the visit begins while the same staff's previous visit still goes on (and no one else is with the client).
create table begun_early as
with asked as (
    select * from ordinary where turn % 4 = 2 and allowed_staff = 1 and draw('R4', visit_id, 100) = 0
),
neighbours as (
    select ordinary.visit_id, ordinary.client_id, ordinary.staff_id, ordinary.day_no, ordinary.slot, ordinary.turn
    from ordinary
    where ordinary.day_no * 100000000 + ordinary.staff_id in (select day_no * 100000000 + staff_id from asked)
       or ordinary.day_no * 100000000 + ordinary.client_id in (select day_no * 100000000 + client_id from asked)
)
select
    asked.visit_id, before.visit_id as other_visit_id, asked.staff_id,
    slots.at_us + 570 * 1000000 as start_us
from asked
join neighbours as before
    on before.staff_id = asked.staff_id and before.day_no = asked.day_no and before.turn = asked.turn - 1
join slots on slots.day_no = asked.day_no and slots.slot = asked.slot - 1
where not exists (
    select 1 from neighbours as met
    where met.client_id = asked.client_id and met.day_no = asked.day_no and met.slot = asked.slot - 1
);

-- R5: somebody more is registered at a client who is granted one at a time; half of them from the same second.
create table one_too_many as
select
    row_number() over (order by visit_id)                              as nth,
    visit_id                                                           as first_visit_id,
    client_id, provider_id, service_id,
    case when visit_id % 2 = 0 then start_us else start_us + 180 * 1000000 end as start_us,
    end_us, work_date, month
from ordinary
where allowed_staff = 1 and turn % 4 = 1 and draw('R5', visit_id, 100) = 0;

-- R11: on some days another provider comes with another service, before the morning shift.
create table another_provider as
select
    row_number() over (order by day.client_id, day.work_date)          as nth,
    day.client_id, 1 + day.provider_id % $providers as provider_id, 7 as service_id,
    slots.at_us + 60 * 1000000 as start_us, slots.at_us + 1860 * 1000000 as end_us, day.work_date, day.month
from (
    select distinct client_id, provider_id, work_date, day_no, month from ordinary where fault = 'R11'
) as day
join slots on slots.day_no = day.day_no and slots.slot = 9
where draw('R11', day.client_id * 10000 + day.day_no, 4) = 0;

-- R12: nobody signed out; one visit of more than twelve hours, to a client who has no other.
create table never_signed_out as
select
    n + 1 as nth, $clients + n + 1 as client_id, 1 + n % $providers as provider_id, 1 + n % 6 as service_id,
    slots.at_us as start_us, slots.at_us + (43260 + draw('R12', n, 3600)) * 1000000 as end_us,
    slots.day as work_date, slots.month
from range($long_days) as numbered(n)
join slots on slots.day_no = draw('R12 day', n, $days) and slots.slot = 10;

create table added as
select
    1000000000 + row_number() over (order by kind, nth) as visit_id,
    1000000 + row_number() over (order by kind, nth)    as staff_id,
    *
from (
    select 'R5' as kind, nth, client_id, provider_id, service_id, start_us, end_us, work_date, month, first_visit_id
    from one_too_many
    union all
    select 'R11', nth, client_id, provider_id, service_id, start_us, end_us, work_date, month, null
    from another_provider
    union all
    select 'R12', nth, client_id, provider_id, service_id, start_us, end_us, work_date, month, null
    from never_signed_out
);
