"""What belongs to each of many ids, worked out for those that are asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar

_Id = TypeVar("_Id")
_Value = TypeVar("_Value")


class Each(Mapping[_Id, _Value], Generic[_Id, _Value]):
    """What belongs to each of some ids, in their order: worked out when it is first asked for, and once."""

    def __init__(self, ids: Collection[_Id], of: Callable[[_Id], _Value]) -> None:
        self._ids, self._of = ids, of
        self._found: dict[_Id, _Value] = {}

    def __getitem__(self, id: _Id) -> _Value:
        if id not in self._found:
            if id not in self._ids:
                raise KeyError(id)
            self._found[id] = self._of(id)
        return self._found[id]

    def __iter__(self) -> Iterator[_Id]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id: object) -> bool:
        return id in self._ids
