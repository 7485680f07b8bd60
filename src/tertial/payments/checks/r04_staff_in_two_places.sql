/*
code = "R4"
title = "Samma personal på två besök samtidigt"
explanation = """
Två registrerade besök med samma personal går i varandra, hos en eller flera utförare. Besök som bara möts
(det ena slutar när det andra börjar) går inte i varandra."""
version = 1
fills = ["visit_id", "other_visit_id", "staff_id"]
reason = "Besöken {visit_id} och {other_visit_id} med samma personal går i varandra {seconds} sekunder."

[[example]]
about = "En minut gemensam tid räcker; besök som möts går inte i varandra; utföraren spelar ingen roll"
visits = """
visit_id staff_id provider_id start_utc        end_utc
1        1        1           2026-03-02T08:00 2026-03-02T09:00
2        1        2           2026-03-02T08:59 2026-03-02T09:30
3        1        1           2026-03-02T09:30 2026-03-02T10:00
4        2        1           2026-03-02T08:00 2026-03-02T10:00
"""
hits = """
visit_id other_visit_id staff_id
1        2              1
"""

[[example]]
about = "Över midnatt, och flera dygn senare i ett besök som aldrig avslutades"
visits = """
visit_id staff_id start_utc        end_utc
1        1        2026-03-02T23:30 2026-03-03T00:30
2        1        2026-03-03T00:10 2026-03-03T01:00
3        2        2026-03-02T08:00 2026-03-06T08:00
4        2        2026-03-05T08:00 2026-03-05T09:00
"""
hits = """
visit_id other_visit_id
1        2
3        4
"""
*/
with started as (
    select visit_id, staff_id, start_us, end_us, start_us // 86400000000 as day_no from visits
),
-- Every visit on the day it starts, and on the next if it goes past midnight (UTC): the later visit of a pair
-- then meets the earlier one on its own first day, and each day is compared only with itself.
running as (
    select visit_id, staff_id, start_us, end_us, day_no from started
    union all
    select visit_id, staff_id, start_us, end_us, day_no + 1 from started where end_us > (day_no + 1) * 86400000000
),
pairs as (
    select earlier.visit_id as earlier_id, earlier.end_us as earlier_end_us, later.*
    from running as earlier
    join started as later
        on later.staff_id = earlier.staff_id and later.day_no = earlier.day_no
        and (earlier.start_us < later.start_us
             or (earlier.start_us = later.start_us and earlier.visit_id < later.visit_id))
        and later.start_us < earlier.end_us and earlier.start_us < later.end_us
    union all
    -- The rare ones that go on for days are set against everything later of that staff.
    select earlier.visit_id, earlier.end_us, later.*
    from started as earlier
    join started as later
        on later.staff_id = earlier.staff_id and later.day_no > earlier.day_no + 1
        and later.start_us < earlier.end_us
    where earlier.end_us > (earlier.day_no + 2) * 86400000000
)
select
    least(earlier_id, visit_id)                               as visit_id,
    greatest(earlier_id, visit_id)                            as other_visit_id,
    staff_id,
    (least(earlier_end_us, end_us) - start_us) // 1000000     as seconds
from pairs
