"""Which text belongs to which question, also where a page break or a box has put it after another heading."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.words import excerpt
from tertial.reporting.rules.forms import Form

from .blocks import Block, Kind
from .marks import Mark


@dataclass(slots=True)
class Box:
    """What stands under one mark."""

    mark: Mark
    blocks: list[Block]
    own: list[Block] = field(default_factory=list)
    empty: bool = False
    is_same: bool = False  # the box for nothing new is ticked

    @property
    def last(self) -> Block | None:
        return self.own[-1] if self.own else None


def belong(form: Form, boxes: Sequence[Box]) -> list[Remark]:
    """Fill every box's own blocks; what is not its own goes to the answer it continues, with a remark."""
    return _Belonging(form, boxes).run()


class _Belonging:
    def __init__(self, form: Form, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        self.marked = {box.mark.question for box in boxes}
        self.asked = {section.key: [q.key for q in section.questions] for section in form.sections}
        self.closing = {
            question.key for section in form.sections if not section.title for question in section.questions
        }
        self.remarks: list[Remark] = []

    def run(self) -> list[Remark]:
        for at, box in enumerate(self.boxes):
            if box.mark.question is None:
                self._stray(at, box, box.blocks)
            else:
                self._boxed(at, box)
        return self.remarks

    def _boxed(self, at: int, box: Box) -> None:
        places = [i for i, block in enumerate(box.blocks) if block.kind is Kind.EMPTY]
        box.empty = bool(places)
        before = box.blocks[: places[0]] if places else box.blocks
        after = [block for block in box.blocks[places[0] :] if block.kind is not Kind.EMPTY] if places else []
        if before and before[0].goes_on and (cut := self._cut(at, surely=False)):
            self._move(before[:1], cut)
            before = before[1:]
        box.own += before
        if not after:
            return
        same_line = (
            after[0].line == box.blocks[places[0]].line and after[0].page == box.blocks[places[0]].page
        )
        if same_line and after[0].line is not None:
            box.own += after
            return
        target = self._continued(at, after[0]) or (self._before(at) if self._untouched(box) else None)
        if target:
            self._move(after, target)
        else:
            box.own += after

    def _untouched(self, box: Box) -> bool:
        """The last box, with its placeholder in it: what follows was printed after it, not written in it."""
        return box.mark.question in self.closing and not box.own

    def _stray(self, at: int, box: Box, blocks: Sequence[Block]) -> None:
        """Text under a heading, before any question of it."""
        blocks = [block for block in blocks if block.kind is not Kind.EMPTY]
        if not blocks:
            return
        target = self._continued(at, blocks[0])
        if target:
            self._move(blocks, target)
            return
        missing = next((q for q in self.asked.get(box.mark.section, []) if q not in self.marked), None)
        self.remarks.append(_remark("FORM-05", f"Text utan fråga: ”{excerpt(blocks[0].text)}”.", blocks[0]))
        if missing is not None:
            box.mark = replace(box.mark, question=missing)
            self.marked.add(missing)
            box.own += blocks
        elif before := self._before(at):
            before.own += blocks

    def _continued(self, at: int, block: Block) -> Box | None:
        """The answer this text goes on with, if one was left in mid-sentence."""
        if block.kind not in (Kind.PROSE, Kind.BULLET):
            return None
        cut = self._cut(at, surely=True)
        return (
            cut
            or (self._cut(at, surely=False) if block.goes_on else None)
            or (self._before(at) if block.goes_on else None)
        )

    def _cut(self, at: int, surely: bool) -> Box | None:
        """The nearest answer above that ends in mid-sentence."""
        for box in reversed(self.boxes[:at]):
            last = box.last if box.mark.question is not None else None
            if last is not None and (last.surely_cut or (not surely and last.cut)):
                return box
        return None

    def _before(self, at: int) -> Box | None:
        """The nearest question above that was left without text, or else with some."""
        above = [box for box in reversed(self.boxes[:at]) if box.mark.question is not None]
        bare = next((box for box in above[:1] if not box.own and not box.empty), None)
        return bare or next((box for box in above if box.own), None)

    def _move(self, blocks: Sequence[Block], target: Box) -> None:
        first, *rest = blocks
        last = target.last
        if last is not None and last.cut and first.kind is Kind.PROSE and (first.goes_on or last.surely_cut):
            target.own[-1] = replace(last, text=f"{last.text} {first.text}")
        else:
            target.own.append(first)
        target.own += rest
        message = f"Text efter en annan rubrik har lagts till svaret på fråga {target.mark.question}."
        self.remarks.append(_remark("FORM-03", message, first))


def _remark(code: str, message: str, block: Block) -> Remark:
    severity = Severity.INFO if code == "FORM-03" else Severity.WARNING
    return Remark(code, severity, message, (Evidence(block.page, block.line, excerpt(block.text, 120)),))
