"""Who with whom: workshops filled and completed, learning sets run, groups invited.

Every function asks one question about nouns and changes nothing:

- *places*: `session_places`, `overbooking_limit`, `waiting_list`, `release_day`,
  `invitations`;
- *who came*: `turnout`, `no_shows`, `notice_given`, `follow_up_rate`, `reach`,
  `cascade_duties`, `cpd_record`;
- *learning sets*: `slots`, `contract_slots`, `turns`, `spread`, `out_of_turn`,
  `members_on`, `took_place`, `agenda_actions`;
- *peers*: `line_pairs`, `team_mates`.

Thresholds are arguments with the defaults of the sources named beside them; whether a
plan is wise is for `tpkit.checks` to say.
"""

from tpkit.groups._airtime import (
    OutOfTurn,
    contract_slots,
    out_of_turn,
    slots,
    spread,
    turns,
)
from tpkit.groups._cpd import CPD_FIELDS, CpdRecord, cpd_record
from tpkit.groups._lines import LinePair, line_pairs, team_mates
from tpkit.groups._meetings import agenda_actions, members_on, took_place
from tpkit.groups._places import (
    bookings_by_session,
    invitations,
    overbooking_limit,
    release_day,
    session_places,
    waiting_list,
)
from tpkit.groups._reach import CascadeDuty, Reach, cascade_duties, reach
from tpkit.groups._turnout import (
    CompletionPolicy,
    NoShows,
    Participation,
    Turnout,
    follow_up_rate,
    no_shows,
    notice_given,
    turnout,
    turnouts,
)

__all__ = [
    "CPD_FIELDS",
    "CascadeDuty",
    "CompletionPolicy",
    "CpdRecord",
    "LinePair",
    "NoShows",
    "OutOfTurn",
    "Participation",
    "Reach",
    "Turnout",
    "agenda_actions",
    "bookings_by_session",
    "cascade_duties",
    "contract_slots",
    "cpd_record",
    "follow_up_rate",
    "invitations",
    "line_pairs",
    "members_on",
    "no_shows",
    "notice_given",
    "out_of_turn",
    "overbooking_limit",
    "reach",
    "release_day",
    "session_places",
    "slots",
    "spread",
    "team_mates",
    "took_place",
    "turnout",
    "turnouts",
    "turns",
    "waiting_list",
]
