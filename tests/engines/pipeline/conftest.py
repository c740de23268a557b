"""One programme of middling size, its rates, and the day it stands on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from alongside.engines.pipeline import Group, InPost, OpenPosts, Pending, Rates, State

SETTINGS = ("ward", "community", "crisis")


@pytest.fixture(scope="session")
def state() -> State:
    return State(
        as_of=date(2026, 11, 22),
        settings=SETTINGS,
        pool=14,
        training=(Group(2, 10),),
        waiting=(Group(30, 1), Group(10, 4)),
        checks=(Pending("ward", 3, 2), Pending("crisis", 12, 1)),
        in_post=(
            InPost("ward", 3, 12, 1),
            InPost("community", 3, 9),
            InPost("crisis", 3, 5, 1),
            InPost("ward", 4, 3),
            InPost("community", 4, 2),
            InPost("community", 6, 2),
        ),
        open_posts=(OpenPosts("ward", 3, 2), OpenPosts("community", 4, 1)),
    )


def usual(replications: int = 1, **changed: object) -> Rates:
    """The rates of the middling programme, some of them changed."""
    values: dict[str, object] = {
        "vacancies": np.array([0.1, 0.02, 0.003]), "accept": [0.2, 0.12, 0.1], "promote": [0.05, 0.03],
        "leave": [0.0035, 0.003, 0.002], "reopen": 0.7, "fall_ill": 0.01, "recover": 0.22, "check_mu": np.log(8.0),
        "check_sigma": 0.5, "check_fail": 0.06, "cut": 0.015, "lost": 0.03, "freeze": 1 / 80, "thaw": 1 / 25,
        "applications": 1.3, "selected": 0.5, "drop_out": 0.02, "qualify": 0.86, "give_up": 0.012,
    }  # fmt: skip
    return Rates.known(SETTINGS, replications, **(values | changed))


@pytest.fixture(scope="session")
def rates() -> Rates:
    return usual(400)
