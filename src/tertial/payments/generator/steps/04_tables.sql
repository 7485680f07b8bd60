-- The delivery: visits as registered, then decisions and lines that follow from them, with the faults on lines.
create view visits as
select
    ordinary.visit_id, client_id, ordinary.staff_id, provider_id, service_id,
    make_timestamp(coalesce(begun_early.start_us, ordinary.start_us)) as start_utc,
    make_timestamp(end_us) as end_utc,
    work_date, manual,
    make_timestamp(end_us + case when manual then 86400 * (1 + draw('days late', ordinary.visit_id, 5))
                                 else draw('seconds late', ordinary.visit_id, 90) end * 1000000) as registered_utc,
    case when manual then 'efterhand' else 'mobil' end as method
from ordinary left join begun_early on begun_early.visit_id = ordinary.visit_id
union all
select
    visit_id, client_id, staff_id, provider_id, service_id, make_timestamp(start_us), make_timestamp(end_us),
    work_date, false, make_timestamp(end_us + 60000000), 'mobil'
from added;

create table served as
select
    row_number() over (order by client_id, provider_id, service_id, month) as nth,
    client_id, provider_id, service_id, month, performed, first_day, last_day,
    case when performed >= 120 then fault end as fault,      -- small groups stay clean: the truth is exact
    zone,
    last_day(month)                          as month_end,
    make_date($year - 1, 12, 1)              as december
from (
    select
        client_id, provider_id, service_id, date_trunc('month', work_date)::date as month,
        (sum(epoch_us(end_utc) - epoch_us(start_utc)) // 60000000)::bigint as performed,
        min(work_date) as first_day, max(work_date) as last_day
    from visits group by all
)
left join (select client_id, fault from people) using (client_id)
join (select provider_id, zone from provider_list) using (provider_id);

create view clients as
select client_id, allowed_staff from people union all select distinct client_id, 1 from added where kind = 'R12';

create view providers as select provider_id, zone from provider_list;

create view permits as
select provider_id, make_date($year, 1, 1) as valid_from, make_date($year + 2, 12, 31) as valid_to from provider_list;

create view tariffs as
select
    service_id, zone, make_date(y, 1, 1) as valid_from, make_date(y, 12, 31) as valid_to,
    38000 + service_id * 1500 + zone * 700 + (y - $year) * 900 as price_ore
from range(1, 9) as services(service_id), range(1, 4) as zones(zone), range($year - 1, $year + 3) as years(y);

create view decisions as
select
    nth as decision_id, client_id, provider_id, service_id,
    make_date($year - 1, 6, 1) + draw('decided', nth, 90)::integer as valid_from,
    case when fault = 'R14' then month + 23 else make_date($year + 1, 12, 31) end as valid_to,
    case when fault = 'R2' then performed * 100 // 110 - 30
         when fault = 'R14' then performed * 2
         else (performed * (100 + draw('granted', nth, 20)) // 100 // 30 + 1) * 30 end as minutes_per_month
from served;

create view absences as
select client_id * 10 as absence_id, client_id,
       timestamp '$first 12:00:00' + interval 4 day as from_utc, timestamp '$first 12:00:00' + interval 7 day as to_utc
from people where was_away
union all
select client_id * 10 + 1, client_id,
       timestamp '$first 11:20:00' + interval 10 day, timestamp '$first 09:10:00' + interval 11 day
from people where fault = 'R8';

-- One line a group, or two for every tenth: the first half of the month and the rest.
create table lines as
with charged as (
    select *, performed + draw('minutes', nth, 3)
                  + case when fault = 'R1' then performed * 2 // 100 + 60 else 0 end as charged_minutes
    from served
),
halves as (
    select nth, part, client_id, provider_id, service_id, month, zone, fault,
           case when part = 1 then month else month + 15 end                          as period_from,
           case when part = 1 and parts = 2 then month + 14 else month_end end        as period_to,
           case when parts = 1 then charged_minutes when part = 1 then charged_minutes // 2
                else charged_minutes - charged_minutes // 2 end                       as minutes,
           part as copy, december
    from (select *, case when draw('halves', nth, 10) = 0 then 2 else 1 end as parts from charged)
    join range(1, 3) as numbered(part) on part <= parts
),
asked as (
    select * exclude (period_from, period_to),
           case when fault = 'R9' and part = 1 then december else period_from end           as period_from,
           case when fault = 'R9' and part = 1 then last_day(december) else period_to end   as period_to
    from halves
    union all  -- a small line for something never decided
    select nth, 3, client_id, provider_id, 8, month, zone, 'R3', 10, 3, december, month, month_end
    from served where fault = 'R3' qualify row_number() over (partition by client_id order by nth) = 1
),
priced as (
    select asked.* exclude (service_id), asked.service_id::bigint as service_id,
           price_ore + case when fault = 'R10' and part = 1 then 500 else 0 end as price_ore
    from asked join tariffs
        on tariffs.service_id = asked.service_id and tariffs.zone = asked.zone
        and asked.period_from between tariffs.valid_from and tariffs.valid_to
),
copied as (
    select * from priced
    union all
    select * replace (4 as copy) from priced where fault = 'R7' and part = 1
)
select
    row_number() over (order by copy = 4, nth, copy) as line_id,
    500000 + provider_id + case when copy = 4 then 100000 else 0 end as invoice_id,
    client_id, provider_id, service_id, month, period_from, period_to, minutes, price_ore,
    (minutes * price_ore + 30) // 60 + case when fault = 'R13' and part = 1 then 10000 else 0 end as amount_ore,
    fault, part, copy
from copied;
