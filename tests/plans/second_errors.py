"""Errors planted in the plans of `second_hand`, each in several wordings; `codes` are those of which one must tell."""

from collections.abc import Callable
from random import Random

from .second_hand import AREAS, GOALS, INDICATORS, REQUESTS, Written, say, sv

Plant = Callable[[Written, Random], str | None]  # gives the text, or None to have it set out as usual
ERRORS: dict[str, tuple[tuple[str, ...], Plant]] = {}


def error(*codes: str) -> Callable[[Plant], Plant]:
    def declare(plant: Plant) -> Plant:
        ERRORS[plant.__name__] = (codes, plant)
        return plant

    return declare


def other(value: float, rng: Random) -> str:
    """An amount that is clearly another one."""
    return sv(value + rng.choice((-1, 1)) * rng.uniform(1.2, 0.2 * abs(value) + 1.4))


@error("SUM01")
def sum_is_wrong(plan: Written, rng: Random) -> None:
    plan.cells["Summa", rng.choice((0, 2, 3))] = round(plan.whole[0] + 7.3, 1)


@error("SUM03")
def net_is_wrong(plan: Written, rng: Random) -> None:
    at = rng.randrange(1, 4)
    plan.cells[plan.rows[at][0], 2] = round(plan.net(at) + 4.4, 1)


@error("SUM04")
def difference_is_wrong(plan: Written, rng: Random) -> None:
    plan.cells[plan.parts[rng.randrange(2)][0], 9] = 19.7


@error("SUM05", "SUM01")
def part_table_is_wrong(plan: Written, rng: Random) -> None:
    name, new, old = plan.parts[0]
    plan.parts[0] = (name, round(new + 3.7, 1), old)


@error("SUM06", "SUM15")
def total_in_prose(plan: Written, rng: Random) -> None:
    plan.said["total"] = say(plan, "total", rng, net=other(plan.whole[2], rng))


@error("SUM06", "SUM15")
def total_in_the_economy(plan: Written, rng: Random) -> None:
    plan.said["total again"] = say(plan, "total", rng, net=other(plan.whole[2], rng))


@error("SUM06")
def total_in_other_words(plan: Written, rng: Random) -> None:
    plan.said["total"] = rng.choice((
        "Verksamheten finansieras med en nettobudget på totalt {} mnkr.",
        "Nämnden disponerar {} mnkr netto i budget för {year}.",
        "Sammantaget har nämnden {} miljoner kronor i nettobudget {year}.",
        "Totalt omfattar nämndens nettobudget {} mnkr.",
        "Nämndens nettobudget landar på {} miljoner kronor för {year}.",
    )).format(other(plan.whole[2], rng), year=plan.year)  # fmt: skip


@error("SUM06")
def change_in_prose(plan: Written, rng: Random) -> None:
    plan.said["more"] = say(plan, "more", rng, more=other(plan.whole[2] - plan.whole[3] + 9, rng))


@error("SUM06")
def area_in_prose(plan: Written, rng: Random) -> None:
    at = rng.randrange(3)
    plan.said["part"] = say(plan, "part", rng, at, part=other(plan.net(at), rng))


@error("SUM06")
def area_in_other_words(plan: Written, rng: Random) -> None:
    at = rng.randrange(3)
    plan.said["part"] = rng.choice((
        "Nämnden satsar {} mnkr av sin nettobudget på {area}.",
        "{Areas} nettobudget är {} mnkr år {year}.",
        "I budgeten har {area} {} mnkr.",
        "{Area} tilldelas {} mnkr i nettobudget för {year}.",
        "Nettobudgeten för {area} uppgår till {} miljoner kronor.",
    )).format(other(plan.net(at), rng), area=AREAS[at][2], Area=AREAS[at][0], Areas=AREAS[at][1], year=plan.year)  # fmt: skip


@error("SUM07")
def share_in_prose(plan: Written, rng: Random) -> None:
    share = 100 * plan.net(1) / plan.whole[2]
    plan.said["share"] = say(plan, "share", rng, 1, share=sv(share + rng.choice((-6, 7))))


@error("SUM07")
def percent_in_prose(plan: Written, rng: Random) -> None:
    plan.said["percent"] = say(plan, "percent", rng, percent=sv(rng.uniform(14, 22)))


@error("SUM08", "SUM10")
def asked_in_prose(plan: Written, rng: Random) -> None:
    at = rng.randrange(3)
    what = REQUESTS[at][0]
    plan.said[f"asked {at}"] = say(plan, "asked", rng, amount=other(plan.asked[at], rng), what=what, n=at + 1)


@error("SUM08")
def asked_in_decision(plan: Written, rng: Random) -> None:
    at = rng.randrange(3)
    plan.decided[at + 1] = plan.decided[at + 1].replace(sv(plan.asked[at]), other(plan.asked[at], rng))


@error("SUM08")
def asked_in_appendix(plan: Written, rng: Random) -> None:
    at = rng.randrange(3)
    plan.titles[at] += f" ({other(plan.asked[at], rng)} mnkr)"


@error("SUM11", "SUM12", "SUM01")
def turnover_is_not_nought(plan: Written, rng: Random) -> None:
    costs, income = plan.turnover[1]
    plan.turnover[1] = (costs, round(income + 0.9, 1))


@error("SUM12")
def turnover_in_decision(plan: Written, rng: Random) -> None:
    size = sum(costs for costs, _ in plan.turnover)
    plan.decided[4] = plan.decided[4].replace(sv(size), other(size, rng))


@error("SUM14")
def parts_in_prose(plan: Written, rng: Random) -> None:
    plan.said["calm"] = rng.choice((
        "Ombyggnaderna kostar 12,0 mnkr, varav 7,5 mnkr för kök och 6,1 mnkr för ventilation.",
        "Satsningen är på 8,0 mnkr varav 5,2 mnkr avser personal och 4,1 mnkr lokaler.",
    ))  # fmt: skip


@error("MAL01")
def expected_is_not_the_target(plan: Written, rng: Random) -> None:
    at = rng.randrange(4)
    plan.expected[at] = rng.choice((
        "{} uppgår till minst {} procent",
        "{} ska uppgå till lägst {} procent",
        "{} är minst {} %",
    )).format(INDICATORS[at], int(plan.targets[at][0].split()[0]) - 11)  # fmt: skip


@error("MAL02")
def looser_than_outcome(plan: Written, rng: Random) -> None:
    at = rng.randrange(4)
    level = plan.targets[at][0].split()[0]
    plan.expected[at] = rng.choice((
        "{} uppgår till minst {} procent (utfall {}: 99 procent)",
        "{} ska uppgå till minst {} procent (utfall {}: 98 %)",
    )).format(INDICATORS[at], level, plan.year - 1)  # fmt: skip


@error("MAL03")
def pending(plan: Written, rng: Random) -> None:
    plan.targets[rng.randrange(4)] = (rng.choice(("Fastställs senare", "Tas fram", "Fastställs")), "70 %")


@error("MAL04")
def council_is_not_met(plan: Written, rng: Random) -> None:
    at = rng.randrange(4)
    plan.targets[at] = (plan.targets[at][0], "99 %")


@error("MAL05")
def unit_is_missing(plan: Written, rng: Random) -> None:
    at = rng.randrange(4)
    level = plan.targets[at][0].split()[0]
    plan.targets[at] = (level, f"{level} %")


@error("MAL06")
def two_targets(plan: Written, rng: Random) -> None:
    plan.names[3] = plan.names[0]
    plan.targets[3] = (f"{int(plan.targets[0][0].split()[0]) - 8} %", "Tas fram av nämnd")
    plan.expected[3] = "Fler är nöjda."


@error("MAL07", "SPR04", "STR12")
def two_names(plan: Written, rng: Random) -> None:
    plan.expected[0] = plan.expected[0].replace("förskola", "avdelning")
    plan.names[1] = "Andel hemtjänsttagare som känner sig trygg"
    plan.names[3] = "Andel hemtjänsttagare som känner sig trygga"


@error("MAL08")
def over_a_hundred(plan: Written, rng: Random) -> None:
    plan.targets[rng.randrange(4)] = rng.choice((("104 %", "80 %"), ("120 procent", "-")))


@error("STR03")
def number_is_skipped(plan: Written, rng: Random) -> None:
    plan.numbers = rng.choice((["1.1", "1.2", "1.4", "1.5"], ["1.1", "1.3", "1.4", "1.5"]))


@error("STR04")
def no_such_appendix(plan: Written, rng: Random) -> None:
    plan.said["see"] = say(plan, "see", rng, n=rng.randint(7, 14))


@error("STR04")
def no_such_section(plan: Written, rng: Random) -> None:
    plan.said["calm"] = rng.choice((
        "Arbetet beskrivs närmare i avsnitt 4.7.",
        "Se avsnittet Kompetensförsörjning på lång sikt.",
        "Läs mer under rubriken Digital utveckling.",
    ))  # fmt: skip


@error("STR05", "STR04")
def wrong_appendix(plan: Written, rng: Random) -> None:
    plan.decided[1] = plan.decided[1].replace("bilaga 1", "bilaga 5")


@error("STR06")
def outside_the_year(plan: Written, rng: Random) -> None:
    at = rng.randrange(8)
    year = plan.year - 2
    plan.dates[at] = rng.choice(((f"{year}-01-01", f"{year}-12-31"), (f"{year}-03-01", f"{year}-08-31")))


@error("STR07")
def swapped(plan: Written, rng: Random) -> None:
    plan.dates[rng.randrange(8)] = (f"{plan.year}-10-31", f"{plan.year}-02-01")


@error("STR08")
def year_with_itself(plan: Written, rng: Random) -> None:
    plan.said["compared"] = rng.choice((
        "Antalet ansökningar väntas bli fler under {0} jämfört med {0}.",
        "Under {0} minskar behovet av platser jämfört med år {0}.",
        "Nämndens kostnader ökar {0} i jämförelse med {0}.",
        "Söktrycket är högre {0} än {0}.",
    )).format(plan.year)  # fmt: skip


@error("STR09")
def wrong_year(plan: Written, rng: Random) -> None:
    plan.said["compared"] = rng.choice((
        "Nämnden följer upp målen under {0} jämfört med utfallet {1}.",
        "Under verksamhetsåret {0} prioriteras arbetsmiljön.",
    )).format(plan.year + 12, plan.year - 1)  # fmt: skip


@error("STR10")
def odd_span(plan: Written, rng: Random) -> None:
    plan.said["calm"] = f"Lokalförsörjningen följer programmet för åren {plan.year + 3}-{plan.year}."


@error("STR11")
def goal_in_other_words(plan: Written, rng: Random) -> None:
    at = rng.randrange(4)
    plan.listed[at] = GOALS[at].rsplit(" ", 2)[0] + rng.choice((" någon gång", " som alla andra"))


@error("STR12")
def name_varies(plan: Written, rng: Random) -> None:
    usual, odd = rng.choice((("Västra-Hede", "Västra/Hede"), ("Storängen", "Storänegn")))
    plan.said["calm"] = (
        f"Träffpunkten i {usual} är öppen. Föreningarna i {usual} deltar, liksom {usual} skola i {usual}."
    )
    plan.said["see"] += f" Insatserna i {odd} fortsätter."


@error("SPR01")
def placeholder(plan: Written, rng: Random) -> None:
    plan.said["calm"] = rng.choice((
        "Under året anställs XX nya medarbetare.",
        "Enheten har [antal] platser.",
        "Beloppet uppgår till ??? mnkr.",
        "Texten kompletteras efter dialog med facket (FYLL PÅ).",
        "Lorem ipsum dolor sit amet.",
        "Antalet platser är xxx vid årets början.",
        "Resultatet från enkäten infogas här.",
    ))  # fmt: skip


@error("SPR02")
def double_negative(plan: Written, rng: Random) -> None:
    plan.said["calm"] = rng.choice((
        "Kostnaderna för hyror minskar med -2,1 mnkr.",
        "Anslaget sänks med -1,4 mnkr.",
        "Intäkterna är -3,0 mnkr lägre än året före.",
    ))  # fmt: skip


@error("SPR03")
def abbreviation(plan: Written, rng: Random) -> None:
    plan.said["calm"] = rng.choice((
        "Nämnden inför KVAL i alla enheter och KVAL följs upp av KVAL-gruppen.",
        "Samverkan enligt SIBU fortsätter.",
    ))  # fmt: skip


@error("STR02")
def bare_goal(plan: Written, rng: Random) -> str:
    lines = plan.text().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{plan.names[1]} "))
    del lines[at - 2 : at + 2]
    first = next(i for i, line in enumerate(lines) if i > at and line.startswith("Aktivitet "))
    del lines[first : first + 6]
    return "\n".join(lines)


@error("STR01", "STR03")
def orphan(plan: Written, rng: Random) -> str:
    return plan.text().replace("1.3.1. Biblioteket", "2.3.1. Biblioteket")
