/*
code = "R20"
title = "Kunder som flyttar med personalen"
explanation = """
Samma personal besöker flera kunder först hos en utförare och senare hos en annan. Personal som byter
arbetsgivare och tar kunder med sig kan vara värvning mot ersättning. Avslagen från början: verksamheter som
övertas ger samma bild."""
version = 1
on = false
fills = ["provider_id", "staff_id"]
reason = "{clients} kunder följde med personalen från utförare {from_provider_id}."

[parameters.clients]
value = 3
about = "Så många kunder som ska ha flyttat för träff"

[[example]]
about = "Med gränsen två: kund 1 och 2 följer personal 1 från utförare 1 till 2; personal 2 tar med en kund"
parameters = "clients=2"
visits = """
visit_id client_id staff_id provider_id work_date
1        1         1        1           2026-03-02
2        2         1        1           2026-03-02
3        1         1        2           2026-03-20
4        2         1        2           2026-03-20
5        3         2        1           2026-03-02
6        3         2        2           2026-03-20
"""
hits = """
staff_id provider_id
1        2
"""
*/
with stays as (
    select staff_id, client_id, provider_id, min(work_date) as first_day, max(work_date) as last_day
    from visits
    group by staff_id, client_id, provider_id
)
select
    later.provider_id, later.staff_id,
    earlier.provider_id      as from_provider_id,
    cast(count(*) as bigint) as clients
from stays as earlier
join stays as later
    on later.staff_id = earlier.staff_id and later.client_id = earlier.client_id
    and later.provider_id <> earlier.provider_id and later.first_day > earlier.last_day
group by later.provider_id, later.staff_id, earlier.provider_id
having count(*) >= $clients
