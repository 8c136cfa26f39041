"""What a planner chose and wrote in a draft; what was left alone comes from the template and the figures."""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from dashboard.reports.document import Block

LONGEST = 4_000  # letters of a line
LONGEST_WHOLE = 400_000  # letters of all commentary
MOST_BLOCKS, MOST_RUNS, MOST_LINES = 200, 200, 60
_KEPT = {"\t", "\n"}


def clean(told: Any) -> Any:
    """Text without what no file of any format may hold: control characters, halves of letters."""
    if not isinstance(told, str):
        return told
    whole = told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return "".join(one for one in whole if one in _KEPT or (one >= " " and one not in "\x7f\ufffe\uffff"))


def _line(told: str) -> str:
    return " ".join(told.split())


Line = Annotated[str, BeforeValidator(clean), AfterValidator(_line), Field(max_length=LONGEST)]


def _written(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a page sent, safe to draw: links lead to this product alone, nobody else's rule is claimed."""
    for block in blocks:
        if len(block.runs) > MOST_RUNS or any(len(run.text) > LONGEST for run in block.runs):
            raise ValueError("a paragraph is too long")
    return tuple(
        block.model_copy(
            update={
                "runs": tuple(
                    run.model_copy(update={"text": clean(run.text), "href": own_path(run.href)})
                    for run in block.runs
                )
            }
        )
        for block in blocks
    )


def own_path(href: str) -> str:
    """A path of this product; "" for what leads anywhere else."""
    is_own = href.startswith("/") and not href.startswith(("//", "/\\")) and href.isprintable()
    return href if is_own else ""


Blocks = Annotated[tuple[Block, ...], Field(max_length=MOST_BLOCKS), AfterValidator(_written)]
Lines = Annotated[tuple[Line, ...], Field(max_length=MOST_LINES)]


class LetterChoices(BaseModel):
    """What the letter says otherwise than its template; None: as the template says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parent: Line | None = None
    body: Line | None = None
    place: Line | None = None
    subject: Line | None = None
    copies: Line | None = None
    opening: Blocks | None = None
    authority: Lines | None = None
    recipients: Lines | None = None


class Choices(BaseModel):
    """`order`: keys of sections; what is not named follows in the template's order.

    `commentary`: by a section's key what a person wrote, () to say nothing; without a key the generated text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: tuple[str, ...] = Field((), max_length=100)
    omitted: tuple[str, ...] = Field((), max_length=100)
    commentary: dict[str, Blocks] = Field(default_factory=dict, max_length=100)
    letter: LetterChoices = LetterChoices()

    @field_validator("order", "omitted")
    @classmethod
    def _once(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(told))

    @model_validator(mode="after")
    def _not_too_long(self) -> "Choices":
        blocks = (block for told in self.commentary.values() for block in told)
        if sum(len(run.text) for block in blocks for run in block.runs) > LONGEST_WHOLE:
            raise ValueError("the commentary is too long")
        return self

    def arranged(self, sections: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of a template's sections in the chosen order, without those that are left out."""
        first = [key for key in self.order if key in sections]
        rest = [key for key in sections if key not in first]
        return tuple(key for key in (*first, *rest) if key not in self.omitted)
