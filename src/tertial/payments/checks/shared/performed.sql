/*
title = "Utförd tid per grupp"
explanation = "Registrerad tid i hela minuter för varje kund, utförare, insats och månad, med första och sista dag."
*/
select
    client_id, provider_id, service_id, month,
    cast(sum(end_us - start_us) as bigint) // 60000000 as minutes,
    min(work_date)                                     as first_day,
    max(work_date)                                     as last_day
from visits
group by client_id, provider_id, service_id, month
