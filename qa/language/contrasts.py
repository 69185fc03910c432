"""Words that stand against each other in English: what is said for and against.

An axis has two ends. "Allowed" and "banned" are the ends of one, and so are "rose" and "fell": two quotes at different
ends of an axis can't both hold, and a negation turns one end into the other.
"""

from index.search.lexical import terms

_AXES = {
    "allowed": (
        """allow allowed permit permitted permissible may legal lawful entitled welcome authorised authorized licensed
        tolerated possible free accessible accepted valid eligible can refundable""",
        """forbid forbidden prohibit prohibited ban banned bar barred illegal unlawful outlawed disallowed impermissible
        excluded refused denied impossible cannot inaccessible invalid void ineligible""",
    ),
    "required": (
        """must required compulsory mandatory obligatory necessary need needed essential shall obliged obligation
        expected enforced""",
        "optional voluntary unnecessary discretionary needless waived exempt",
    ),
    "passed": (
        """approve approved approval adopt adopted pass passed ratify ratified accept accepted endorse endorsed
        support supported favour favoured consent agree agreed uphold upheld sign signed confirm confirmed grant
        granted carry enacted welcomed backed embrace""",
        """reject rejected rejection oppose opposed veto vetoed decline declined dismiss dismissed defeat defeated quash
        quashed overturn overturned scrap scrapped shelved withdraw withdrawn postponed abandon abandoned block
        blocked condemn condemned rebuff thrown resist""",
    ),
    "up": (
        """rise rises rose risen rising grow grows grew grown growth growing increase increased increasing climb climbed
        jump jumped gain gained gains soar soared surge surged rally rallied expand expanded double doubled triple
        tripled boost boosted heighten raise raised higher more upward swell swelled upturn accelerate accelerated""",
        """fall falls fell fallen falling drop dropped decline declined declining decrease decreased shrink shrank
        shrunk shrinking reduce reduced reduction slump slumped plunge plunged slide slid sink sank contract contracted
        cut cuts halve halved dwindle dwindled lower lowered fewer less downward downturn ease eased slowed tumble""",
    ),
    "wide": (
        "widen widened widening wider broaden broadened grow growing diverge diverging",
        "narrow narrowed narrowing shrink shrinking close closed closing converge converging catching",
    ),
    "better": (
        """outperform outperformed outperforms beat beats beaten exceed exceeded exceeds surpass surpassed surpasses
        superior faster ahead outpace outpaced outstrip overtake overtaken overtook lead leads leading better stronger
        best win wins won outclass outdo outshine improve improved improves improvement""",
        """underperform underperforms worse inferior slower behind lag lags lagging lagged trail trails trailing weaker
        worst lose loses lost short deteriorate deteriorated worsen worsened""",
    ),
    "effective": (
        """effect effective benefit benefits beneficial help helps helped works worked useful protect protects prevents
        lowers cuts affects affect reduces reduction significant efficacy""",
        "ineffective useless futile pointless unaffected",
    ),
    "profit": (
        "profit profits profitable surplus earnings black earned",
        "loss losses deficit lost red unprofitable shortfall",
    ),
    "open": (
        "open opened opens reopen reopened continue continues continued",
        "close closes closed shut shuts shutdown closure end ends ended stop stops stopped cease ceased discontinued",
    ),
    "guilty": (
        """guilty convicted convict blame blamed blames fault liable responsible error negligent negligence condemned
        failings""",
        "acquitted acquit cleared innocent blameless exonerated absolved vindicated faultless",
    ),
    "safe": (
        "safe harmless safely secure stable sound suitable fit compatible level",
        "dangerous unsafe risky hazardous harmful unstable insecure toxic unsuitable unfit incompatible danger",
    ),
    "true": (
        "true confirmed proven genuine real authentic correct right accurate proves proof original",
        "false denied deny denies untrue fake forged forgery hoax refuted incorrect wrong inaccurate disputed copy",
    ),
    "included": (
        "included includes include contains supplied bundled covered covers integrated",
        "excluded excludes separately extra omitted missing lacking lacks without sold",
    ),
    "success": (
        """succeed succeeded success successful achieve achieved meet met complete completed manage managed held kept
        delivered fulfilled beaten accomplished solved fixed resolved patched repaired cured works""",
        """fail failed failure miss missed collapse collapsed broke broken unsolved unresolved exploited vulnerable
        persists abandoned flopped""",
    ),
    "plenty": (
        "plentiful abundant ample enough sufficient adequate plenty",
        "scarce shortage insufficient inadequate lacking rare short",
    ),
    "most": (
        "all every always everyone everywhere entire entirely whole fully completely both either most majority mostly",
        "some few minority never nobody none rarely seldom only",
    ),
    "hot": ("hot warm warmer heated room", "cold cool cooler chilled frozen refrigerated refrigerator freezer"),
    "fixed": ("fixed constant unchanged stable", "variable floating varies changing follows adjustable"),
    "automatic": ("automatic automatically automated unattended", "manual manually hand"),
    "alive": ("alive survived survivors living lives", "dead died killed deaths perished deceased"),
    "present": (
        "present attended aware told informed briefed knew known",
        "absent unaware ignorant uninformed unknown secret",
    ),
    "shared": ("shared jointly together joint", "alone solely separately sole"),
    "intentional": (
        "deliberate deliberately purpose arson intentional intentionally",
        "accident accidental accidentally",
    ),
    "full": ("full fed food", "empty fasting hungry"),
    "easy": ("easy easily simple simply quick", "difficult hard complicated laborious"),
    "cheap": ("cheap cheaper inexpensive affordable free", "expensive dear costly dearer"),
    "early": ("early earlier sooner advance", "late later delayed overdue"),
    "left": ("left", "right"),
    "before": ("before", "after"),
    "admitted": (
        "admit admits admitted confess confessed confession acknowledge acknowledged concede conceded pleaded",
        "deny denies denied dispute disputes disputed contests contested protests",
    ),
    "ready": ("ready available stocked deliverable", "unavailable withdrawn discontinued"),
    "won": ("won win wins victory victorious triumph", "lost lose loses defeat defeated beaten"),
    "rich": ("rich wealthy prosperous solvent", "poor bankrupt insolvent penniless"),
    "big": ("big large huge great vast considerable major", "small tiny little minor negligible slight"),
    "fast": ("fast quick quickly rapid rapidly swift", "slow slowly sluggish gradual gradually"),
    "old": ("old ancient aged", "new young modern recent"),
    "strong": ("strong strongly robust firm powerful", "weak weakly feeble fragile faint"),
    "high": ("high tall steep", "low shallow flat"),
    "near": ("near close nearby adjacent", "distant remote faraway"),
    "sweet": ("healthy wholesome nutritious", "unhealthy poisonous inedible toxic"),
    "likely": ("likely probable certain sure", "unlikely improbable uncertain doubtful"),
    "public": (
        "public publicly published disclosed announced declassified",
        "secret confidential withheld undisclosed classified",
    ),
    "legal": (
        "lawful legitimate justified",
        "unlawful illegitimate unjustified breach violated violates",
    ),
    "working": (
        "operational functioning running active online",
        "broken defective faulty inactive offline inoperative disabled",
    ),
    "complete": (
        "complete completed finished concluded final",
        "incomplete unfinished pending ongoing underway outstanding",
    ),
    "natural": ("natural organic genuine", "artificial synthetic"),
    "single": ("single unmarried divorced", "married"),
    "hard": ("hard rigid stiff solid", "soft flexible elastic liquid"),
    "wet": ("wet damp humid rainy", "dry arid"),
    "urban": ("indoors inside indoor", "outdoors outside outdoor"),
    "voluntary": ("voluntarily freely", "forced compelled coerced"),
    "friendly": (
        "praised praise applauded hailed acclaimed favourable favorable positive",
        "criticised criticized criticism panned slammed unfavourable unfavorable negative scathing",
    ),
    "optimistic": ("optimistic confident hopeful bullish", "pessimistic doubtful sceptical skeptical bearish"),
    "visited": ("attended visited travelled arrived", "absent skipped boycotted cancelled stayed"),
    "first": ("first earliest", "second third last latest"),
    "free": ("free gratis complimentary waived", "charge charged fee paid payable costs"),
    "solved": (
        "identified known established determined clear",
        "unknown unidentified unclear undetermined unsolved disputed",
    ),
    "stable": ("stable steady unchanged flat constant", "unstable fluctuating volatile changed"),
    "extinct": ("surviving extant thriving common", "extinct endangered vanished rare"),
    "hired": ("hired appointed joined elected", "fired sacked resigned left dismissed ousted"),
}
AXES = {axis: (frozenset(terms(ends[0])), frozenset(terms(ends[1]))) for axis, ends in _AXES.items()}
"""By name: the stems at the end that affirms, and those at the end that denies."""

PHRASES = {
    r"backed by|backs? (?:the|it|him|her)|backed (?:the|it|him|her)": ("passed", 1),
    r"sen(?:t|ds?) (?:[\w-]+ ){0,6}back|refer(?:s|red) back|without a vote|put off": ("passed", -1),
    r"turn(?:s|ed)? down|vote[ds]? (?:\w+ ){0,3}down|said no|voted? against|no majority": ("passed", -1),
    r"said yes|voted? for|gave (?:its|their|his|her) consent|in favour": ("passed", 1),
    r"par with|no difference|comparable to|(?:just )?as (?:good|fast|well|strong) as|equal to|similar to|matches": (
        "better",
        0,
    ),
    r"fall(?:s|ing)? short|fell short|no match for|not as (?:good|fast|well|strong) as": ("better", -1),
    r"left to (?:the|each|its|their)|at (?:\w+ )?discretion|free to choose|need not|not required|not necessary": (
        "required",
        -1,
    ),
    r"need not come|wherever they like": ("required", -1),
    r"off[- ]limits|shut out|kept out|not open to|no longer (?:taken|accepted|allowed|possible)": ("allowed", -1),
    r"came to nothing|nothing came of|without a deal|without result|fell through|broke down": ("success", -1),
    r"not (?:[\w'’]+ ){1,8}(?:unless|without|until)": ("required", 1),
    r"must not|may not|do(?:es)? not|no refund": ("allowed", -1),
    r"not all|not every(?:one)?|not always": ("most", -1),
    r"(?:remain|stay|keep)(?:s|ed)? open": ("open", 1),
    r"free of charge|at no (?:extra )?(?:cost|charge)|for free|costs? nothing|without (?:a )?(?:fee|charge)": (
        "free",
        1,
    ),
    r"pay(?:s|ing)? (?:a |an |about )?[\d$€£]|costs? (?:about |from )?[\d$€£]|for a fee|at a charge": ("free", -1),
    r"(?:was|were|is|are|went|came|been) up|up (?:by )?[\d$€£]\S*|back (?:at|to|up)|recover(?:s|ed|y)": ("up", 1),
    r"(?:was|were|is|are|went|came|been) down|down (?:by )?[\d$€£]\S*|down on": ("up", -1),
    r"(?:remain|stay)(?:s|ed)? (?:\w+ ){0,3}(?:below|under|short of)|still (?:\w+ ){0,3}(?:below|short of)": ("up", -1),
    r"in the red": ("profit", -1),
    r"in the black": ("profit", 1),
    r"on purpose": ("intentional", 1),
    r"by (?:way of )?accident": ("intentional", -1),
    r"up and running|in force|still (?:open|valid|running|in use)": ("open", 1),
    r"catch(?:es|ing)? up|caught up|closing in": ("wide", -1),
}
"""Several words that mark an end of an axis (1 affirms, −1 denies, 0 stands between), as patterns in lower case."""

NEGATORS = frozenset(
    """not no never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont
    wouldnt hasnt havent hadnt couldnt shouldnt hardly scarcely barely fail fails failed refuse refuses refused lack
    lacks unable unlikely far denies denied lest nowhere rather""".split()
)
"""Words that turn what follows into its opposite, as `lexical.words` gives them."""

COMPARES = "better"
"""The axis that sets one thing against another."""
