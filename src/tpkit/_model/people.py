"""People and the bodies they work for."""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, Extra, checked, must_follow
from tpkit._model.ids import AreaId, OrganisationId, PersonId

__all__ = [
    "AuthorityArea",
    "CareerStage",
    "Employment",
    "InspectionJudgement",
    "Organisation",
    "OrganisationKind",
    "Person",
    "ProfessionalRole",
    "Region",
    "SectorScope",
]


class OrganisationKind(enum.StrEnum):
    """What kind of body an organisation is. Sources: [S1], [HUMBER], [GLTP]."""

    LOCAL_AUTHORITY = "local_authority"
    """A council with social-services duties: a unitary, borough or county."""
    CHILDRENS_TRUST = "childrens_trust"
    """A trust or company that delivers children's services for one or more councils."""
    HIGHER_EDUCATION = "higher_education"
    """A university or college that teaches qualifying social work (an HEI)."""
    NHS_TRUST = "nhs_trust"
    """An NHS trust or foundation trust."""
    SOCIAL_ENTERPRISE = "social_enterprise"
    """A community interest company or other enterprise that delivers social work."""
    VOLUNTARY_OR_PRIVATE = "voluntary_or_private"
    """A private, voluntary or independent employer (PVI), charities among them."""
    LIVED_EXPERIENCE = "lived_experience"
    """An organisation led by people with lived experience of social work."""
    NATIONAL_BODY = "national_body"
    """A national service, regulator or professional body, such as Cafcass."""
    REGIONAL_IMPROVEMENT = "regional_improvement"
    """A regional improvement alliance, such as LIIA or SESLIP."""
    GOVERNMENT = "government"
    """A department that funds, such as the Department for Education."""
    OTHER = "other"
    """Anything else; say what in the organisation's note."""

    @property
    def employs(self) -> bool:
        """Whether bodies of this kind employ social workers in practice [CC24]."""
        return self in _EMPLOYERS

    @property
    def may_hold_grant(self) -> bool:
        """Whether such a body can be a partnership's accountable body [SHEFF][HUMBER]."""
        return self in _GRANT_HOLDERS


_EMPLOYERS = frozenset(
    {
        OrganisationKind.LOCAL_AUTHORITY,
        OrganisationKind.CHILDRENS_TRUST,
        OrganisationKind.NHS_TRUST,
        OrganisationKind.SOCIAL_ENTERPRISE,
        OrganisationKind.VOLUNTARY_OR_PRIVATE,
    }
)
_GRANT_HOLDERS = frozenset(
    {
        OrganisationKind.LOCAL_AUTHORITY,
        OrganisationKind.HIGHER_EDUCATION,
        OrganisationKind.NHS_TRUST,
    }
)


class Region(enum.StrEnum):
    """The nine regions of England. Codes: Office for National Statistics [CSWWDS]."""

    NORTH_EAST = "north_east"
    """E12000001."""
    NORTH_WEST = "north_west"
    """E12000002."""
    YORKSHIRE_AND_THE_HUMBER = "yorkshire_and_the_humber"
    """E12000003."""
    EAST_MIDLANDS = "east_midlands"
    """E12000004."""
    WEST_MIDLANDS = "west_midlands"
    """E12000005."""
    EAST_OF_ENGLAND = "east_of_england"
    """E12000006."""
    LONDON = "london"
    """E12000007."""
    SOUTH_EAST = "south_east"
    """E12000008."""
    SOUTH_WEST = "south_west"
    """E12000009."""

    @property
    def code(self) -> str:
        """The region's ONS code, such as `E12000007` for London."""
        return f"E1200000{list(Region).index(self) + 1}"


class InspectionJudgement(enum.StrEnum):
    """Ofsted's overall judgement of a council's children's services [LGAOFS]."""

    OUTSTANDING = "outstanding"
    """The best of the four points."""
    GOOD = "good"
    """The second."""
    REQUIRES_IMPROVEMENT = "requires_improvement"
    """Requires improvement to be good; replaced `adequate` in 2013 [CYP]."""
    INADEQUATE = "inadequate"
    """The lowest."""
    NOT_YET_INSPECTED = "not_yet_inspected"
    """A new authority that has had no inspection."""


class SectorScope(enum.StrEnum):
    """Whom an organisation's social workers work with [DFEBLOG]."""

    CHILDREN = "children"
    """Children and families."""
    ADULTS = "adults"
    """Adults."""
    MENTAL_HEALTH = "mental_health"
    """People with mental ill health."""


class ProfessionalRole(enum.StrEnum):
    """What somebody does, as partnerships plan places by it. Sources: [S0], [S1], [S2]."""

    SOCIAL_WORKER = "social_worker"
    """A registered social worker in practice."""
    NEWLY_QUALIFIED = "newly_qualified"
    """A social worker in the assessed and supported year in employment (ASYE)."""
    REVIEWING_OFFICER = "reviewing_officer"
    """An independent reviewing officer (IRO)."""
    GUARDIAN = "guardian"
    """A children's guardian, employed by Cafcass."""
    PRACTICE_EDUCATOR = "practice_educator"
    """Supports and assesses students on placement."""
    TEAM_MANAGER = "team_manager"
    """Manages a team of practitioners."""
    SENIOR_MANAGER = "senior_manager"
    """Head of service and above."""
    DIRECTOR = "director"
    """Director of children's or adults' services."""
    PRINCIPAL_SOCIAL_WORKER = "principal_social_worker"
    """The authority's lead for practice (PSW)."""
    ACADEMIC = "academic"
    """Teaches or researches at a university."""
    STUDENT = "student"
    """A social-work student."""
    LIVED_EXPERIENCE = "lived_experience"
    """Has lived experience of social work."""
    PROGRAMME_LEAD = "programme_lead"
    """Runs the partnership's programme."""
    FINANCE = "finance"
    """Finance officer, up to chief finance officer."""
    FACILITATOR = "facilitator"
    """Facilitates sessions or learning sets; internal or independent."""
    ANALYST = "analyst"
    """Works with the partnership's data."""
    OTHER = "other"
    """Anything else; say what in the person's title."""


class Employment(enum.StrEnum):
    """On what terms somebody works; NELTP's research took in locum staff too [S1]."""

    PERMANENT = "permanent"
    """On the employer's own contract."""
    AGENCY = "agency"
    """Agency or locum."""
    STUDENT = "student"
    """Not employed: studying."""


class CareerStage(enum.StrEnum):
    """How far along somebody is. Sources: [S1], [S2]."""

    STUDENT = "student"
    """Before qualifying."""
    NEWLY_QUALIFIED = "newly_qualified"
    """In the first year, usually the ASYE."""
    EARLY_CAREER = "early_career"
    """After the ASYE, up to about three years qualified."""
    EXPERIENCED = "experienced"
    """Established in practice."""
    MANAGER = "manager"
    """Manages practitioners."""
    SENIOR = "senior"
    """Senior manager or director."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class AuthorityArea:
    """The area of one council with social-services duties.

    An area is not an organisation: a trust may serve several, and statistics may be
    returned for two together [CSWWDG20].
    """

    id: AreaId
    name: str
    """`Newham`."""
    region: Region
    code: str = ""
    """The area's ONS code, `E09000025`."""
    reports_under: AreaId | None = None
    """The area under which DfE statistics show this one, for joint returns."""
    valid_from: pendulum.Date | None = None
    """First day of the area, where it is new (Northamptonshire split in 2021)."""
    valid_to: pendulum.Date | None = None
    """Last day of the area, where it has been abolished."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "valid_to", "valid_from")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Organisation:
    """A body that takes part: a council, a university, a trust, a charity, a regulator."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    former_names: tuple[str, ...] = ()
    """Earlier names, oldest first; the id stays when a name changes."""
    areas: tuple[AreaId, ...] = ()
    """The authority areas it delivers services for; a trust may have several."""
    region: Region | None = None
    """The region of England it is in; None for a national body."""
    scopes: tuple[SectorScope, ...] = ()
    """Whom its social workers work with."""
    judgement: InspectionJudgement | None = None
    """Ofsted's overall judgement; None where Ofsted does not inspect or none is known."""
    judged_on: pendulum.Date | None = None
    """Publication date of that judgement."""
    sites: tuple[str, ...] = ()
    """Named offices or localities, for place-based pilots [S1]."""
    note: str = ""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Person:
    """Somebody with a part to play: a role-holder, or a participant under a pseudonym.

    A name is never required. `title` says who it is in words the partnership uses.
    """

    id: PersonId
    title: str
    """The role in words: `Programme lead`, `IRO, Newham`, `Participant 7`."""
    role: ProfessionalRole
    name: str = ""
    """The person's name, where it is needed and lawful to keep."""
    organisation: OrganisationId | None = None
    """The employer or university; None for somebody independent."""
    team: str = ""
    """The team, for the rule that team-mates are kept apart."""
    grade: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Pay band or level as a number, higher meaning more senior."""
    line_manager: PersonId | None = None
    """Who manages this person."""
    employment: Employment | None = None
    career_stage: CareerStage | None = None
    accreditation: str = ""
    """Facilitator's accreditation, such as `ILM level 5`."""
    supervised: bool = False
    """Whether a facilitator without accreditation works under supervision."""
    email: str = ""
    """Work address, for calendars and invitations."""
    access_needs: str = ""
    """What this person needs in order to take part, in their own words."""
    extra: Extra = ()

    @property
    def is_independent(self) -> bool:
        """Whether no partner employs this person."""
        return self.organisation is None
