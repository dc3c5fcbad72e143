"""What the Policy of scores must hold beside each value alone (practice A2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from arxl.errors import Fault, Faulty, sentence
from arxl.practices.decision import GRADES, grade_of
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.schema import Setting
from arxl.tables.terms import NotTerms, Terms, parse_terms


def refuse_level_scales(policy: ScorePolicy, settings: Mapping[str, Setting]) -> None:
    """Refuse two bounds of a criterion that are one number: no line goes through them.

    Raises:
        Faulty: with the row of Policy.
    """
    for attribute in fields(policy):
        if attribute.name.endswith("_scale"):
            worst, best = getattr(policy, attribute.name)
            if worst == best:
                raise Faulty(
                    Fault(
                        settings[attribute.name].place,
                        sentence("both bounds of {key} are {bound}.", key=attribute.name, bound=worst),
                        sentence("Write two different numbers: the first gives 0 points, the second 100."),
                    )
                )


def terms_of_grades(policy: ScorePolicy, settings: Mapping[str, Setting]) -> Mapping[str, Terms]:
    """Grade -> the terms of its class.

    Raises:
        Faulty: `grade_terms` does not give each grade its terms.
    """
    terms = _terms_of_grades(policy.grade_terms)
    if terms is None:
        said = settings["grade_terms"]
        raise Faulty(
            Fault(
                said.place,
                sentence('"{value}" does not give each grade its terms.', value=said.value),
                sentence("Write all five with ; between: A NET 60; B NET 45; C NET 30; D BATCH 1/30; E COD."),
            )
        )
    return terms


def _terms_of_grades(text: str) -> dict[str, Terms] | None:
    terms = {}
    for part in filter(None, map(str.strip, text.replace("；", ";").split(";"))):
        grade, _, said = part.partition(" ")
        try:
            terms[grade_of(grade)] = parse_terms(said.strip())
        except NotTerms:
            return None
    return terms if set(terms) == set(GRADES) else None
