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
-- A visit that overlaps any later one also overlaps the very next one of the same staff. So one narrow pass in order
-- of start finds the moments where something may overlap; only the visits begun then are set against the later ones.
with in_order as (
    select staff_id, start_us, end_us,
           lead(start_us) over (partition by staff_id order by start_us) as next_start_us
    from visits
),
moments as (
    select distinct staff_id, start_us from in_order where next_start_us < end_us
),
earlier as (
    select visits.visit_id, visits.staff_id, visits.start_us, visits.end_us
    from visits
    join moments on moments.staff_id = visits.staff_id and moments.start_us = visits.start_us
)
select
    least(earlier.visit_id, later.visit_id)                           as visit_id,
    greatest(earlier.visit_id, later.visit_id)                        as other_visit_id,
    earlier.staff_id,
    (least(earlier.end_us, later.end_us) - later.start_us) // 1000000 as seconds
from earlier
join visits as later
    on later.staff_id = earlier.staff_id
    and later.start_us >= earlier.start_us
    and later.start_us < earlier.end_us and earlier.start_us < later.end_us
    and (later.start_us > earlier.start_us or later.visit_id > earlier.visit_id)
