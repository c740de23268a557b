"""What the demonstration is made of: every name, place and number is made up."""

from datetime import timedelta

from alongside.access.permissions import Role

CODE, NAME = "ZZ9", "Demonstration Partnership"
OTHER_CODE, OTHER_NAME = "ZZ8", "Second Demonstration Partnership"

ACCOUNTS = (
    ("lead", "Miriam Oakes", Role.PROGRAMME_LEAD),
    ("educator", "Tobias Lark", Role.EDUCATOR),
    ("educator2", "Asha Dunmore", Role.EDUCATOR),
    ("panel", "Nadia Frome", Role.PANEL_MEMBER),
    ("checks", "Colin Brandreth", Role.CHECKS_OFFICER),
    ("assessor", "Hanneke Vale", Role.DISCLOSURE_ASSESSOR),
    ("assessor2", "Peregrine Doyle", Role.DISCLOSURE_ASSESSOR),
    ("decider", "Rufus Amberley", Role.DECIDER),
    ("appeals", "Sunita Harcastle", Role.APPEAL_OFFICER),
    ("manager", "Joan Pettifer", Role.TEAM_MANAGER),
    ("manager2", "Denzil Marrow", Role.TEAM_MANAGER),
    ("establishment", "Paula Winterson", Role.ESTABLISHMENT),
    ("nurse", "Grace Ellery", Role.APPROVER),
    ("doctor", "Anand Thackeray", Role.APPROVER),
    ("health", "Morag Sillence", Role.OCCUPATIONAL_HEALTH),
    ("evaluator", "Petra Lindqvist", Role.EVALUATOR),
    ("executive", "Charles Aldous", Role.EXECUTIVE),
    ("protection", "Ines Coverdale", Role.DATA_PROTECTION),
    ("administrator", "Owen Tarrant", Role.ADMINISTRATOR),
    ("person", "Leila Marchetti", Role.PERSON),
    ("trainee", "Jonah Wetherby", Role.PERSON),
    ("peer", "Bryony Castell", Role.PERSON),
)
SITES = (
    ("Mere House", 52.401, 0.262),
    ("Alder Court", 52.573, -0.243),
    ("The Weir Centre", 52.331, -0.182),
    ("Saltlane Clinic", 52.665, 0.160),
    ("Orchard Road", 52.205, 0.121),
)
# Team, setting, site, prepared for a peer, peers it has today.
TEAMS = (
    ("Kestrel Ward", "inpatient", 0, True, 4),
    ("Heron Ward", "inpatient", 0, True, 3),
    ("Curlew Ward", "inpatient", 1, True, 3),
    ("Plover Ward", "inpatient", 1, False, 0),
    ("Lapwing Rehabilitation", "inpatient", 4, True, 3),
    ("Bittern Intensive Care", "inpatient", 4, False, 1),
    ("Northgate Community", "community", 1, True, 4),
    ("Riverside Community", "community", 2, True, 3),
    ("Eastfen Community", "community", 3, True, 3),
    ("Southdown Community", "community", 4, True, 2),
    ("Westmarch Community", "community", 2, True, 0),
    ("Older Adults Community", "community", 0, False, 2),
    ("First Response", "crisis", 4, True, 3),
    ("Home Treatment North", "crisis", 1, True, 2),
    ("Home Treatment South", "crisis", 4, True, 1),
    ("Meadow Eating Disorder Service", "eating_disorder", 4, True, 2),
    ("Court and Custody Liaison", "offender", 2, True, 0),
    ("The Recovery College", "education", 0, True, 4),
)
PAIRS = (("Kestrel Ward", "Heron Ward"), ("Bittern Intensive Care", "Lapwing Rehabilitation"))
MANAGED = {
    "manager": ("Kestrel Ward", "Heron Ward", "Lapwing Rehabilitation"),
    "manager2": ("Northgate Community", "Eastfen Community"),
}
# Days from the end of each course back from today, and how many completed it: 150 in all.
COURSES = ((5830, 12), (5170, 15), (4480, 16), (3790, 17), (3080, 18), (2360, 19), (1600, 17), (760, 18), (130, 18))
COURSE_LENGTH = timedelta(days=77)
# What the course that is going on teaches, and the competence domain of each session.
SESSIONS = (
    ("What recovery means", "values"),
    ("What peers give each other", "values"),
    ("How we talk to ourselves", "self_care"),
    ("Community and culture", "relational"),
    ("Meaning and purpose", "supporting"),
    ("Feelings at work", "self_care"),
    ("Telling your own story", "relational"),
    ("Work as a way forward", "supporting"),
    ("Ethics and boundaries", "knowledge"),
    ("Listening and speaking", "relational"),
    ("When people disagree", "teams"),
    ("Trauma-informed support", "knowledge"),
    ("Keeping safe", "knowledge"),
    ("Hard moments", "meta"),
    ("Working with the team", "teams"),
    ("Looking back, and celebrating", "meta"),
)
OPINIONS = ((5, 5, 4, 5, 5), (4, 5, 3, 4, 5), (5, 4, 4, 4, 5), (4, 4, 2, 5, 4), (5, 5, 5, 5, 5), (3, 4, 3, 4, 4))
# Team, funded WTE, band, what stops it; the peer posts nobody holds.
VACANCIES = (
    ("Kestrel Ward", "0.60", 3, ""),
    ("Heron Ward", "0.50", 3, "cost"),
    ("Plover Ward", "0.60", 3, ""),
    ("Plover Ward", "0.60", 3, ""),
    ("Northgate Community", "0.80", 3, ""),
    ("Riverside Community", "0.50", 4, ""),
    ("Eastfen Community", "0.60", 3, "redesign"),
    ("Westmarch Community", "0.60", 3, ""),
    ("Westmarch Community", "0.50", 3, ""),
    ("Southdown Community", "0.40", 3, "cost"),
    ("Older Adults Community", "0.60", 3, ""),
    ("First Response", "1.00", 4, "redeployment"),
    ("Home Treatment South", "0.60", 3, ""),
    ("Court and Custody Liaison", "0.60", 3, ""),
    ("Court and Custody Liaison", "0.60", 3, ""),
    ("Meadow Eating Disorder Service", "0.50", 3, "cost"),
)
OTHER_POSTS = (
    ("Staff Nurse", "Kestrel Ward", 5, "nursing", "1.00", False),
    ("Staff Nurse", "Curlew Ward", 5, "nursing", "1.00", False),
    ("Community Mental Health Nurse", "Northgate Community", 6, "nursing", "1.00", False),
    ("Occupational Therapist", "Riverside Community", 6, "allied", "0.80", False),
    ("Social Worker", "Eastfen Community", 6, "social_work", "1.00", False),
    ("Healthcare Assistant", "Curlew Ward", 3, "clinical_services", "0.80", True),
    ("Healthcare Assistant", "Plover Ward", 3, "clinical_services", "1.00", True),
    ("Support Worker", "Southdown Community", 3, "clinical_services", "0.60", True),
    ("Team Secretary", "First Response", 3, "administrative", "0.60", False),
)
_FORENAMES = (
    "Aaliyah Adrian Agnes Alfie Amara Anton Beatrix Bronwen Callum Carys Cedric Chidi Clementine Dafydd Delphine "
    "Desmond Edie Eleri Emeka Esme Farah Fergus Flora Gareth Gwen Hamza Hattie Idris Imogen Ivo Jasper Joyce Kasia "
    "Kieran Lorna Lucian Mabel Malik Marged Milo Nerys Noor Olga Oscar Pearl Priya Quentin Rhoda Rowan Saffron Samir "
    "Tamsin Theo Ursula Vikram Wanda Winifred Yusuf Zachary Zofia"
)
FORENAMES = tuple(_FORENAMES.split())
_SURNAMES = (
    "Abbey Ackroyd Ashdown Barleycorn Bellweather Birtles Brightwell Calloway Chantry Claybourne Cotterill Danbury "
    "Dewhurst Dunmore Eastwick Elmsworth Fairbrother Fenwick Garside Goodacre Greatorex Hallam Hathersage Hazelwood "
    "Inglethorpe Jessop Kettlewell Kirkbride Langstaff Lovelace Marchbanks Merriman Netherton Nightingale Ollerton "
    "Paragreen Pennyfeather Quickfall Ravenscroft Redfearn Sallows Setchell Silverdale Stonebridge Summerhayes "
    "Tattersall Thistlewood Underhill Vickery Wainfleet Weatherall Whittaker Wilberfoss Wolstenholme Woodruff Yaxley "
    "Yelverton Youngman Zeal Zouch"
)
SURNAMES = tuple(_SURNAMES.split())
DESTINATIONS = ("nhs", "professional_training", "voluntary", "other_work", "study", "retired", "promoted", "not_known")
SHARES = ("0.40", "0.50", "0.60", "0.60", "0.80", "1.00")

# Job title, band, what it is for, and its lines: part, words, how assessed.
JOBS = (
    (
        "Peer Support Worker",
        3,
        "To use your own experience of mental distress and recovery beside people who are ill now: to listen, to give "
        "hope, and to help the team see the ward as its patients see it.",
        (
            ("peer", "Spends time with people one to one, and shares what helped where it is of use to them", ""),
            ("peer", "Runs a group each week with a colleague", ""),
            ("peer", "Helps people say what they want in their own review", ""),
            ("peer", "Tells the team what the ward is like to live on", ""),
            ("other", "Helps at meals", ""),
            ("other", "Makes beds when the ward is short", ""),
            ("other", "Takes part in general observations, after training", ""),
            ("essential", "Lived experience of mental distress and of recovery", "certificate"),
            ("essential", "The peer support course, or on it within six months", "certificate"),
            ("essential", "Can listen without taking over", "conversation"),
            ("desirable", "Has supported somebody before, paid or unpaid", "reference"),
        ),
    ),
    (
        "Senior Peer Support Worker",
        4,
        "To do the work of a peer support worker, to stand beside newer peers, and to speak for peer work in the team.",
        (
            ("peer", "Spends time with people one to one", ""),
            ("peer", "Meets newer peers each fortnight", ""),
            ("peer", "Helps prepare teams that have no peer yet", ""),
            ("other", "Keeps the rota of groups", ""),
            ("essential", "A year as a peer support worker", "reference"),
            ("essential", "Can give and take honest feedback", "conversation"),
        ),
    ),
)
