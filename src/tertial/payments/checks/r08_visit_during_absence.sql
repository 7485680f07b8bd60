/*
code = "R8"
title = "Besök när kunden är frånvarande"
explanation = """
Besöket går i en tid då kunden är anmäld frånvarande, till exempel på sjukhus eller korttidsboende."""
version = 1
fills = "visit"
reason = "Besöket går i anmäld frånvaro {absence_id} med {seconds} sekunder."

[[example]]
about = "Besök 2 slutar efter att frånvaron börjat; besök 1 slutar just då och är ingen träff"
absences = """
absence_id client_id from_utc         to_utc
1          1         2026-03-02T09:00 2026-03-04T12:00
"""
visits = """
visit_id client_id start_utc        end_utc
1        1         2026-03-02T08:00 2026-03-02T09:00
2        1         2026-03-02T08:30 2026-03-02T09:10
3        2         2026-03-02T09:30 2026-03-02T10:00
4        1         2026-03-04T12:00 2026-03-04T12:30
"""
hits = """
visit_id client_id staff_id
2        1         1
"""
*/
select
    visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id,
    visits.work_date          as day,
    min(absences.absence_id)  as absence_id,
    max(least(visits.end_us, absences.to_us) - greatest(visits.start_us, absences.from_us)) // 1000000 as seconds
from visits
join absences
    on absences.client_id = visits.client_id
    and visits.start_us < absences.to_us and absences.from_us < visits.end_us
group by visits.visit_id, visits.client_id, visits.provider_id, visits.service_id, visits.staff_id, visits.work_date
