"""The rules once more, as naively as they can be said in Python: slow, and easy to see that they are right."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

Row = dict[str, Any]
Key = dict[str, Any]
Limits = dict[tuple[str, str], int]  # (rule, name) → what the run sets lower than the rule's own


@dataclass(frozen=True, slots=True)
class Delivery:
    clients: list[Row]
    providers: list[Row]
    permits: list[Row]
    tariffs: list[Row]
    decisions: list[Row]
    absences: list[Row]
    visits: list[Row]
    lines: list[Row]


def day(told: str) -> date:
    return date.fromisoformat(told)


def month_of(told: date) -> date:
    return told.replace(day=1)


def month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def group_of(row: Row) -> tuple[int, int, int, date]:
    month = row["month"] if "month" in row else month_of(row["work_date"])
    return row["client_id"], row["provider_id"], row["service_id"], month


def same(a: Row, b: Row, *names: str) -> bool:
    return all(a[name] == b[name] for name in names)


def seconds(visit: Row) -> int:
    return int((visit["end_utc"] - visit["start_utc"]).total_seconds())


def performed(data: Delivery) -> dict[tuple[int, int, int, date], int]:
    total: dict[tuple[int, int, int, date], int] = defaultdict(int)
    for visit in data.visits:
        total[group_of(visit)] += seconds(visit)
    return {group: each // 60 for group, each in total.items()}


def of_line(line: Row) -> Key:
    names = ("line_id", "client_id", "provider_id", "service_id", "month", "amount_ore")
    return {name: line[name] for name in names}


def of_visit(visit: Row) -> Key:
    names = ("visit_id", "client_id", "provider_id", "service_id", "staff_id")
    return {name: visit[name] for name in names} | {"day": visit["work_date"]}


def overlap(a: Row, b: Row) -> bool:
    return bool(a["start_utc"] < b["end_utc"] and b["start_utc"] < a["end_utc"])


def r1(data: Delivery, low: Limits) -> Iterator[Key]:
    done = performed(data)
    for line in data.lines:
        invoiced = sum(each["minutes"] for each in data.lines if group_of(each) == group_of(line))
        if 100 * invoiced > 102 * done.get(group_of(line), 0) + 1500:
            yield of_line(line)


def r2(data: Delivery, low: Limits) -> Iterator[Key]:
    for group, done in performed(data).items():
        client, provider, service, month = group
        last = month_end(month)
        minute_days, any_decision = 0, False
        for each in data.decisions:
            if (each["client_id"], each["provider_id"], each["service_id"]) == group[:3]:
                days = [month + timedelta(days=n) for n in range(last.day)]
                within = sum(each["valid_from"] <= one <= each["valid_to"] for one in days)
                minute_days += each["minutes_per_month"] * within
                any_decision = any_decision or within > 0
        if any_decision and 100 * done * last.day > 110 * minute_days:
            yield {"client_id": client, "provider_id": provider, "service_id": service, "month": month}


def r3(data: Delivery, low: Limits) -> Iterator[Key]:
    for line in data.lines:
        if not any(
            same(line, each, "client_id", "provider_id", "service_id")
            and each["valid_from"] <= line["period_to"]
            and each["valid_to"] >= line["period_from"]
            for each in data.decisions
        ):
            yield of_line(line)


def r4(data: Delivery, low: Limits) -> Iterator[Key]:
    for a in data.visits:
        for b in data.visits:
            if a["visit_id"] < b["visit_id"] and a["staff_id"] == b["staff_id"] and overlap(a, b):
                yield {"visit_id": a["visit_id"], "other_visit_id": b["visit_id"], "staff_id": a["staff_id"]}


def r5(data: Delivery, low: Limits) -> Iterator[Key]:
    allowed = {each["client_id"]: each["allowed_staff"] for each in data.clients}
    for visit in data.visits:
        at = visit["start_utc"]
        running = [
            each
            for each in data.visits
            if each["client_id"] == visit["client_id"]
            and (each["start_utc"] == at or each["start_utc"] <= at < each["end_utc"])
        ]
        if visit["client_id"] in allowed and len(running) > allowed[visit["client_id"]]:
            yield of_visit(visit)


def r6(data: Delivery, low: Limits) -> Iterator[Key]:
    for provider, month in {(each["provider_id"], month_of(each["work_date"])) for each in data.visits}:
        own = [v for v in data.visits if v["provider_id"] == provider and month_of(v["work_date"]) == month]
        if 100 * sum(each["manual"] for each in own) > 20 * len(own):
            yield {"provider_id": provider, "month": month}


def r7(data: Delivery, low: Limits) -> Iterator[Key]:
    names = ("client_id", "service_id", "period_from", "period_to", "amount_ore")
    for line in data.lines:
        if any(same(line, each, *names) and each["line_id"] < line["line_id"] for each in data.lines):
            yield of_line(line)


def r8(data: Delivery, low: Limits) -> Iterator[Key]:
    for visit in data.visits:
        if any(
            each["client_id"] == visit["client_id"]
            and visit["start_utc"] < each["to_utc"]
            and each["from_utc"] < visit["end_utc"]
            for each in data.absences
        ):
            yield of_visit(visit)


def r9(data: Delivery, low: Limits) -> Iterator[Key]:
    for line in data.lines:
        if not any(
            each["provider_id"] == line["provider_id"]
            and each["valid_from"] <= line["period_from"]
            and line["period_to"] <= each["valid_to"]
            for each in data.permits
        ):
            yield of_line(line)


def r10(data: Delivery, low: Limits) -> Iterator[Key]:
    zones = {each["provider_id"]: each["zone"] for each in data.providers}
    for line in data.lines:
        prices = [
            each["price_ore"]
            for each in data.tariffs
            if each["service_id"] == line["service_id"]
            and each["zone"] == zones.get(line["provider_id"])
            and each["valid_from"] <= line["period_from"] <= each["valid_to"]
        ]
        if line["price_ore"] not in prices:
            yield of_line(line)


def r11(data: Delivery, low: Limits) -> Iterator[Key]:
    for client, on in {(each["client_id"], each["work_date"]) for each in data.visits}:
        own = [v for v in data.visits if v["client_id"] == client and v["work_date"] == on]
        if len({v["provider_id"] for v in own}) > 1 and len({v["service_id"] for v in own}) > 1:
            yield {"client_id": client, "day": on}


def r12(data: Delivery, low: Limits) -> Iterator[Key]:
    for staff, on in {(each["staff_id"], each["work_date"]) for each in data.visits}:
        own = [v for v in data.visits if v["staff_id"] == staff and v["work_date"] == on]
        if sum(seconds(v) for v in own) > 12 * 3600:
            yield {"staff_id": staff, "day": on}


def r13(data: Delivery, low: Limits) -> Iterator[Key]:
    for line in data.lines:
        if abs(line["amount_ore"] * 60 - line["minutes"] * line["price_ore"]) >= 60:
            yield of_line(line)


def r14(data: Delivery, low: Limits) -> Iterator[Key]:
    for visit in data.visits:
        if not any(
            same(visit, each, "client_id", "provider_id", "service_id")
            and each["valid_from"] <= visit["work_date"] <= each["valid_to"]
            for each in data.decisions
        ):
            yield of_visit(visit)


def micros(moment: datetime) -> int:
    return round(moment.replace(tzinfo=UTC).timestamp()) * 1_000_000


def r15(data: Delivery, low: Limits) -> Iterator[Key]:
    for staff, month in {(each["staff_id"], month_of(each["work_date"])) for each in data.visits}:
        own = [v for v in data.visits if v["staff_id"] == staff and month_of(v["work_date"]) == month]
        even = [
            v for v in own if micros(v["start_utc"]) % 900_000_000 == micros(v["end_utc"]) % 900_000_000 == 0
        ]
        if len(own) >= low["R15", "at_least"] and 100 * len(even) >= 90 * len(own):
            yield {"staff_id": staff, "month": month}


def r16(data: Delivery, low: Limits) -> Iterator[Key]:
    for group, done in performed(data).items():
        client, provider, service, month = group
        whole = [
            each
            for each in data.decisions
            if (each["client_id"], each["provider_id"], each["service_id"]) == group[:3]
            and each["valid_from"] <= month
            and each["valid_to"] >= month_end(month)
        ]
        visits = [v for v in data.visits if group_of(v) == group]
        ordered = sum(each["minutes_per_month"] for each in whole)
        if whole and ordered == done and done > 0 and len(visits) >= low["R16", "at_least"]:
            yield {"client_id": client, "provider_id": provider, "service_id": service, "month": month}


def r17(data: Delivery, low: Limits) -> Iterator[Key]:
    days: dict[tuple[int, int, date, int], set[date]] = defaultdict(set)
    for v in data.visits:
        minute = v["start_utc"].hour * 60 + v["start_utc"].minute
        days[v["client_id"], v["staff_id"], month_of(v["work_date"]), minute].add(v["work_date"])
    for client, staff, month in {key[:3] for key, on in days.items() if len(on) >= low["R17", "days"]}:
        yield {"client_id": client, "staff_id": staff, "month": month}


def r18(data: Delivery, low: Limits) -> Iterator[Key]:
    hours: dict[tuple[int, datetime], int] = defaultdict(int)
    for v in data.visits:
        told = v.get("registered_utc")
        if told is not None and told > v["end_utc"] + timedelta(hours=24):
            hours[v["staff_id"], told.replace(minute=0, second=0, microsecond=0)] += 1
    for staff, on in {
        (staff, hour.date()) for (staff, hour), count in hours.items() if count >= low["R18", "at_least"]
    }:
        yield {"staff_id": staff, "day": on}


def r19(data: Delivery, low: Limits) -> Iterator[Key]:
    own: dict[tuple[int, date, int], list[int]] = defaultdict(lambda: [0, 0])
    for group in {group_of(line) for line in data.lines}:
        _, provider, service, month = group
        valid = [
            each
            for each in data.decisions
            if (each["client_id"], each["provider_id"], each["service_id"]) == group[:3]
            and each["valid_from"] <= month <= each["valid_to"]
        ]
        if valid:
            own[service, month, provider][0] += sum(x["minutes"] for x in data.lines if group_of(x) == group)
            own[service, month, provider][1] += sum(each["minutes_per_month"] for each in valid)
    for (service, month, provider), (minutes, decided) in own.items():
        others = [each for key, each in own.items() if key[:2] == (service, month) and key[2] != provider]
        peers = sum(each[1] for each in others)
        if decided > 0 and peers > 0:
            share, peer_share = 100 * minutes // decided, 100 * sum(each[0] for each in others) // peers
            if abs(share - peer_share) > 25:
                yield {"provider_id": provider, "service_id": service, "month": month}


def r20(data: Delivery, low: Limits) -> Iterator[Key]:
    stays: dict[tuple[int, int, int], list[date]] = defaultdict(list)
    for v in data.visits:
        stays[v["staff_id"], v["client_id"], v["provider_id"]].append(v["work_date"])
    moves: dict[tuple[int, int, int], int] = defaultdict(int)
    for (staff, client, old), before in stays.items():
        for (other_staff, other_client, new), after in stays.items():
            if (staff, client) == (other_staff, other_client) and old != new and min(after) > max(before):
                moves[staff, old, new] += 1
    for (staff, _old, new), count in moves.items():
        if count >= low["R20", "clients"]:
            yield {"staff_id": staff, "provider_id": new}


RULES: dict[str, Callable[[Delivery, Limits], Iterator[Key]]] = {
    f"R{number}": globals()[f"r{number}"] for number in range(1, 21)
}
