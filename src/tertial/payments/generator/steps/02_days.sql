-- The ordinary days. A day has 36 slots of 40 minutes; a shift is 12 slots in a row (morning 06:40, evening
-- 14:40, night 22:00). In one slot no client meets two of the provider's staff, so nothing overlaps by itself.
-- `slots` (day_no, day, month, slot, at_us) comes from the calendar, with summer time counted right.
create table ordinary as
with
calls as (
    select
        n                                  as call,
        n // ($staff * 12)                 as day_no,
        (n // 12) % $staff                 as worker,
        n % 12                             as turn
    from range($days * $staff * 12) as numbered(n)
),
working as (
    select *, worker // $providers as place, 1 + worker % $providers as provider_id
    from calls
    where draw('works', day_no * $staff + worker, 31) < 22 and draw('vacant', call, 20) > 0
),
timed as (
    select
        working.*,
        turn + case when place % 10 = 9 then 33 when place % 10 >= 6 then 22 else 10 end as slot,
        -- The fifth of each ten walks with the fourth to clients who need two.
        place % 10 = 5
            and draw('works', day_no * $staff + worker - $providers, 31) < 22
            and draw('vacant', call - 12 * $providers, 20) > 0
            and ((place - 1 + slot * 7 + day_no % 7) % $places * $providers + provider_id - 1) % 8 = 7
            as walks_along
    from working
),
met as (
    select
        *,
        1 + (case when walks_along then place - 1 else place end + slot * 7 + day_no % 7) % $places * $providers
            + provider_id - 1 as client_id
    from timed
)
select
    met.call + 1                                       as visit_id,
    met.client_id,
    met.worker + 1                                     as staff_id,
    met.provider_id,
    case when met.slot >= 22 and met.client_id % 3 = 0 then people.second_service
         else people.first_service end                 as service_id,
    slots.at_us + draw('late', met.call, 540) * 1000000 as start_us,
    slots.at_us + (draw('late', met.call, 540) + 900 + draw('long', met.call, 900)) * 1000000 as end_us,
    slots.day                                          as work_date,
    slots.month,
    met.day_no,
    met.slot,
    met.turn,
    people.allowed_staff,
    people.fault,
    (met.place + met.day_no + met.turn) % case when provider_list.signs_by_hand then 3 else 20 end = 0 as manual
from met
join slots on slots.day_no = met.day_no and slots.slot = met.slot
join people on people.client_id = met.client_id
join provider_list on provider_list.provider_id = met.provider_id
where not (people.was_away and dayofmonth(slots.day) between 5 and 8);
