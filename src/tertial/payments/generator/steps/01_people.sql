-- Who there is: providers, clients, and which client carries which planted fault.
-- draw('what', key, n) is a number 0..n-1, always the same for the same seed; nothing here is random().
create macro draw(what, key, n) as (hash(what, key, $seed) % n)::bigint;

-- Most clients carry none (null); about three in a hundred carry one of the faults that sit on a client.
create table people as
select
    n + 1                              as client_id,
    1 + n % $providers                 as provider_id,
    n // $providers                    as place,           -- the client's number at the provider
    case when n % 8 = 7 then 2 else 1 end as allowed_staff,
    1 + draw('first service', n, 6)    as first_service,
    1 + (1 + draw('first service', n, 6)) % 6 as second_service,
    case case when n < 12 then n else draw('fault', n, 400) end  -- the first twelve: even a small city has each
        when 0 then 'R1' when 1 then 'R2' when 2 then 'R3' when 3 then 'R7' when 4 then 'R8'
        when 5 then 'R9' when 6 then 'R10' when 7 then 'R13' when 8 then 'R14' when 9 then 'R11'
        when 10 then 'R1' when 11 then 'R10'
    end                                as fault,
    draw('absent', n, 20) = 0          as was_away         -- away for three days, and nobody came
from range($clients) as numbered(n);

create table provider_list as
select n + 1 as provider_id, 1 + n % 3 as zone, (n + 1) % 33 = 0 or n + 1 = $providers as signs_by_hand
from range($providers) as numbered(n);
