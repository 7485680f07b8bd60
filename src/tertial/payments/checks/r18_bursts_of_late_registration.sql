/*
code = "R18"
title = "Många sena registreringar på en gång"
explanation = """
Samma personal har inom samma timme registrerat många besök som var slut för länge sedan. Det tyder på att tider
fyllts i ur minnet. Avslagen från början: systemavbrott ger samma bild. Kräver kolumnen registered_utc."""
version = 1
on = false
fills = ["staff_id", "day"]
reason = "{visits} besök registrerades inom samma timme, alla mer än {hours} timmar efter besökets slut."

[parameters.hours]
value = 24
about = "Så många timmar efter slutet är sent"

[parameters.at_least]
value = 10
about = "Så många sena registreringar inom en timme krävs för träff"

[[example]]
about = "Med gränsen två: besök 1 och 2 registreras tillsammans två dagar senare, besök 3 och 4 i tid"
parameters = "at_least=2"
visits = """
visit_id staff_id start_utc        end_utc          registered_utc
1        1        2026-03-02T08:00 2026-03-02T08:30 2026-03-04T12:01
2        1        2026-03-02T10:00 2026-03-02T10:30 2026-03-04T12:05
3        2        2026-03-02T08:00 2026-03-02T08:30 2026-03-02T08:31
4        2        2026-03-02T10:00 2026-03-02T10:30 2026-03-02T10:31
"""
hits = """
staff_id day
1        2026-03-04
"""
*/
with late as (
    select staff_id, registered_us // 3600000000 as hour_no, cast(count(*) as bigint) as visits
    from visits
    where registered_us > end_us + $hours * 3600000000
    group by staff_id, registered_us // 3600000000
    having count(*) >= $at_least
)
select
    staff_id,
    date_add(date '1970-01-01', cast(hour_no // 24 as integer)) as day,
    cast(max(visits) as bigint)                                 as visits,
    cast($hours as bigint)                                      as hours
from late
group by staff_id, hour_no // 24
