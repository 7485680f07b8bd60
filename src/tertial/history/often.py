"""A query that is asked many times a second. Django works out its SQL once; after that only the values change.

The last evening eighty fields a second are saved, and most of what a save cost was to write the same SQL again.
`Given("pk", field)` stands in the query where a value will come; `rows(pk=7)` asks with it. The rows, their fields
and their related objects are as from the query itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet, sql
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")


@dataclass(frozen=True)
class _Slot:
    """Where a value comes among the parameters of the SQL."""

    name: str
    field: Any

    def ready(self, given: dict[str, Any]) -> Any:
        return self.field.get_db_prep_save(given[self.name], connection)


class Given(Expression):
    """A value of this field's kind, told when the query is asked."""

    def __init__(self, name: str, field: Any) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [_Slot(self.name, self.output_field)]


@dataclass(frozen=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    read: Callable[[Sequence[Any]], Any]
    converters: dict[int, Any]

    def values(self, given: dict[str, Any]) -> list[Any]:
        return [each.ready(given) if isinstance(each, _Slot) else each for each in self.params]

    def asked(self, given: dict[str, Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values(given))
            found = cursor.fetchall()
        return [self.read(self._converted(row)) for row in found]

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        if not self.converters:
            return row
        now = list(row)
        for place, (convert, expression) in self.converters.items():
            for each in convert:
                now[place] = each(now[place], expression, connection)
        return now


class Often(Generic[Row]):
    """`make` gives the query: of whole rows, or of `values_list`, which are read as tuples."""

    def __init__(self, make: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._make = make
        self._known: dict[str, _Compiled] = {}

    def rows(self, **given: Any) -> list[Row]:
        kind = connection.vendor
        if kind not in self._known:
            self._known[kind] = _compile(self._make())
        return self._known[kind].asked(given)

    def first(self, **given: Any) -> Row | None:
        return next(iter(self.rows(**given)), None)


def _compile(rows: "QuerySet[Any, Any]") -> _Compiled:
    compiler = rows.query.get_compiler(connection=connection)
    text, params = compiler.as_sql()
    compiler.setup_query()
    converters = compiler.get_converters([each[0] for each in compiler.select])
    is_whole = issubclass(rows._iterable_class, ModelIterable)
    return _Compiled(text, tuple(params), _reader(compiler) if is_whole else tuple, converters)


def _reader(compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """As Django makes objects of a row, with those that hang on it and what the query adds."""
    held, select, alias = compiler.klass_info, compiler.select, connection.alias
    chosen: list[int] = held["select_fields"]
    start, end = chosen[0], chosen[-1] + 1
    names = [each[0].target.attname for each in select[start:end]]
    populators: Any = get_related_populators
    hanging = populators(held, select, alias)
    added = dict(compiler.annotation_col_map or {})
    model: type[Model] = held["model"]

    def read(row: Sequence[Any]) -> Model:
        found = model.from_db(alias, names, row[start:end])
        for each in hanging:
            each.populate(row, found)
        for name, place in added.items():
            setattr(found, name, row[place])
        return found

    return read


class OftenWritten:
    """The same for a change of chosen fields in the row with a certain key."""

    def __init__(self, model: type[Model], names: Sequence[str]) -> None:
        self._model, self._names = model, tuple(names)
        self._known: dict[str, _Compiled] = {}

    def write(self, row: Model) -> None:
        """As `row.save(update_fields=…)`, where the row is known to be there."""
        kind = connection.vendor
        if kind not in self._known:
            self._known[kind] = self._compiled()
        known = self._known[kind]
        given = {name: getattr(row, name) for name in self._names} | {"pk": row.pk}
        with connection.cursor() as cursor:
            cursor.execute(known.sql, known.values(given))
            if cursor.rowcount != 1:
                raise self._model.DoesNotExist(f"{self._model.__name__} {row.pk}")  # type: ignore[attr-defined]

    def _compiled(self) -> _Compiled:
        fields = {name: self._model._meta.get_field(name) for name in self._names}
        chosen = self._model._default_manager.filter(pk=Given("pk", self._model._meta.pk))
        query: Any = chosen.query.chain(sql.UpdateQuery)
        query.add_update_values({name: Given(name, field) for name, field in fields.items()})
        text, params = query.get_compiler(connection=connection).as_sql()
        return _Compiled(text, tuple(params), tuple, {})
