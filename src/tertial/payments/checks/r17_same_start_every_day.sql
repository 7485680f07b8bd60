/*
code = "R17"
title = "Samma starttid dag efter dag"
explanation = """
Samma personal börjar hos samma kund på samma minut många dagar i månaden. Verkliga besök varierar några minuter.
Avslagen från början: larm och medicintider kan vara fasta. Klockslaget räknas i UTC, så en månad med omställning
till eller från sommartid delas i två."""
version = 1
on = false
fills = ["client_id", "staff_id", "month"]
reason = "{days} dagar i månaden börjar besöket på exakt samma minut."

[parameters.days]
value = 8
about = "Så många dagar med samma minut krävs för träff"

[[example]]
about = "Med gränsen två dagar: kund 1 har samma minut två dagar, kund 2 olika"
parameters = "days=2"
visits = """
visit_id client_id start_utc           end_utc
1        1         2026-03-02T08:03:10 2026-03-02T08:30
2        1         2026-03-03T08:03:50 2026-03-03T08:31
3        2         2026-03-02T09:03    2026-03-02T09:30
4        2         2026-03-03T09:04    2026-03-03T09:30
"""
hits = """
client_id staff_id month
1         1        2026-03-01
"""
*/
with minutes as (
    select client_id, staff_id, month, start_us // 60000000 % 1440 as minute_of_day,
           count(distinct work_date) as days
    from visits
    group by client_id, staff_id, month, start_us // 60000000 % 1440
)
select client_id, staff_id, month, cast(max(days) as bigint) as days
from minutes
group by client_id, staff_id, month
having max(days) >= $days
