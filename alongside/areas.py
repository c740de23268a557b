"""The map: the areas of the programme, in the one order. An area imports only what stands before it."""

AREAS = (
    "ui",
    "access",
    "people",
    "teams",
    "posts",
    "recruitment",
    "checks",
    "training",
    "placement",
    "support",
    "progression",
    "planning",
    "interchange",
    "home",
)
