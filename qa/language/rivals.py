"""Things of one kind that are often told side by side in English: a quote about one does not speak of the other."""

from index.search.lexical import terms

_RIVALS = """
    front | rear back
    revenue turnover sales | profit earnings margin | loss | cost outlay | debt | valuation value | raised raise
    export exports sells | import imports
    birth born | death died deaths killed | cases infections | rescued survivors alive
    adult adults grown | child children kids
    man men male boys | woman women female girls
    buyer | seller
    theory | practical practice
    capacity installed | output yield generate
    cabin hand | checked hold
    open opened opening reopen reopens | closed closing
    founded founder founding | run runs chief leads
    surface | basin
    length long | width wide | height high tall | depth deep | wingspan | diameter | circumference | thickness thick
    charged charging charge | lasts last runs
    passengers | freight cargo
    boiling | melting | flash | freezing
    small | large big
    upper | lower
    summer | winter | spring | autumn
    day | night
    north northern | south southern | east eastern | west western
    first | second | third | fourth
    gross | net
    minimum | maximum | average mean median
    city urban motorway | combined
    air | water | soil
    beach | park | terrace | dining
    indoor | outdoor
    january | february | march | april | june | july | august | september | october | november | december
    teachers | pupils students
    staff employees employs | beds patients guests
    chair chairs chaired | secretary | treasurer
    written charters | spoken speak spoke
    letter | abstract
    plans planned planning | completed finished
    reserve | estimate
    planned complete | far launched
    control placebo chemotherapy | combination treated
    music | camera
    emissions carbon | water
    old older predecessor previous | new newer
    part-time | full-time
    import | production
    monthly | yearly annual
    domestic home | abroad foreign
    private | public
    cover | device
    course | exam examination
    rent | deposit
    parking | entry admission
    salary wages pay | bonus | pension
    temperature | humidity | pressure
    voltage | current
    ram memory | storage disk
    upload | download
    breakfast | lunch | dinner supper
    arrival arrives arrive | departure departs leaves
    author wrote written | translator translated | editor edited | publisher published
    director directed | producer produced | actor starred plays
    architect designed | builder built | owner owns owned
    president | minister | mayor | governor
    supply | demand
    wholesale | retail
    fixed | variable
    born birthplace | buried grave | lived lives resides
    start starts began begins beginning | end ends ended ending finish
    signed | ratified | force
    announced | launched released
    diagnosed | cured recovered
    votes | seats
    goals | assists | points
    weight weighs | height | length
    schools | companies firms | private individuals | universities
    books | newspapers magazines | food
    area | population
    gold | silver | bronze
    hardware | software
    training trained | inference
    parameters | tokens | layers
    teaching | research
    undergraduate | postgraduate graduate
    primary | secondary
    weekday weekdays | weekend weekends sunday saturday
    import | transit
    owners | tenants
    pedestrians | cyclists | drivers motorists
    mortality | incidence | prevalence
    systolic | diastolic
    input | output
    minor | major
    internal | external
    manual | electronic
"""

RIVALS = tuple(tuple(frozenset(terms(side)) for side in line.split("|")) for line in _RIVALS.strip().splitlines())
"""Of each kind, the stems of the words for each thing of it."""
