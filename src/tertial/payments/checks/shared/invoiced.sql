/*
title = "Fakturerad tid per grupp"
explanation = "Summan av fakturaradernas minuter för varje kund, utförare, insats och månad."
*/
select client_id, provider_id, service_id, month, cast(sum(minutes) as bigint) as minutes
from lines
group by client_id, provider_id, service_id, month
