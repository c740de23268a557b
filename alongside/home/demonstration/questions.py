"""Twenty questions about peer support practice, written for this demonstration."""

from alongside.training.rules.questions import Answer, Question, true_false


def choice(title: str, domain: str, text: str, *answers: str, marks: int = 1) -> Question:
    """A right answer begins with an equals sign."""
    offered = tuple(Answer(one.removeprefix("="), one.startswith("=")) for one in answers)
    return Question("choice", title, text, marks, domain, offered)


def truth(title: str, domain: str, text: str, right: bool) -> Question:
    return Question("true_false", title, text, 1, domain, true_false(right))


def short(title: str, domain: str, text: str, *answers: str) -> Question:
    return Question("short", title, text, 1, domain, tuple(Answer(one) for one in answers))


def essay(title: str, domain: str, text: str, guidance: str) -> Question:
    return Question("essay", title, text, 10, domain, (), guidance)


QUESTIONS = (
    choice(
        "What makes support peer support", "values", "What makes peer support different from other support?",
        "=Both people bring their own experience, and both may learn", "The peer worker has more training",
        "The peer worker decides what is talked about",
    ),
    truth("Hope held for somebody", "values", "A peer worker can hold hope for somebody until they can again.", True),
    choice(
        "A boundary", "values", "Somebody you support asks you to lend them ten pounds. What do you do first?",
        "=Say kindly that you do not lend money, and ask what is going on", "Lend it, and tell nobody",
        "Stop meeting them", marks=2,
    ),
    short("The word for both giving", "values", "One word: support that goes both ways is …", "mutual", "reciprocal"),
    choice(
        "Sharing your story", "relational", "When is sharing a part of your own story useful?",
        "=When it is for the other person’s sake, and short", "Whenever there is silence",
        "When your own day was hard",
    ),
    choice(
        "Open questions", "relational", "Tick the open questions.", "=What would a good week look like?",
        "=How was it for you?", "Did you sleep?", marks=2,
    ),
    truth("Advice first", "relational", "Good listening begins with good advice.", False),
    choice(
        "Silence", "relational", "Somebody falls silent and looks at the floor. What helps most?",
        "=Staying with them quietly for a while", "Filling the silence", "Leaving the room at once",
    ),
    truth("Everything stays between us", "knowledge", "A peer worker can promise to keep everything secret.", False),
    choice(
        "Worried about safety", "knowledge", "Somebody tells you they are not safe at home. What do you do?",
        "=Tell them you have to share it, and bring it to the safeguarding lead today",
        "Wait for your next supervision", "Keep it to yourself, because they trusted you", marks=2,
    ),
    short("Whose consent", "knowledge", "Before you pass on what somebody told you, you ask for their …", "consent",
          "permission", "agreement"),
    choice(
        "Knowing local places", "knowledge", "Why does a peer worker know local groups and places?",
        "=So that people find company and purpose outside services", "To send people away sooner",
        "To report where people go",
    ),
    choice(
        "Whose goals", "supporting", "Whose goals stand in a recovery plan?", "=The person’s own", "The team’s",
        "The peer worker’s",
    ),
    truth("A step back", "supporting", "A setback means that recovery has ended.", False),
    choice(
        "Meaningful days", "supporting", "Somebody says that every day is the same. What do you ask first?",
        "=What they used to enjoy, or have wanted to try", "Whether they take part in the group on Monday",
        "Why they do not go out",
    ),
    choice(
        "Being asked to restrain", "teams", "A colleague asks you to help hold somebody down. What do you say?",
        "=That it is not a peer worker’s role, and that you will talk with the person",
        "Yes, because the team needs you", "Nothing", marks=2,
    ),
    choice(
        "Language in the office", "teams", "A colleague calls somebody “a frequent flyer”. What can you do?",
        "=Say how those words land, and offer other ones", "Laugh along", "Write it in the notes",
    ),
    short("Somebody to talk to", "self_care", "Where do you bring what weighs on you after a hard day?", "supervision",
          "to supervision", "my supervisor"),
    essay(
        "Ending well", "relational", "You have met somebody every week for a year, and your work together ends in "
        "spring. How do you prepare the ending with them?",
        "Look for: telling early, planning it together, looking back at what they did themselves, who else is there.",
    ),
    essay(
        "A difficult day", "self_care", "Describe a day at work that would be hard for you, and how you would look "
        "after yourself before, during and after it. Share only what you want to share.",
        "Look for: knowing one’s own signs, asking for help, using supervision. No mark depends on what is disclosed.",
    ),
)  # fmt: skip
