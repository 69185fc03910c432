"""Units of measure and number words in English → what they are worth, so that figures compare as numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: a value v of it is `v * factor + offset` in the base unit of its `dimension`."""

    dimension: str
    factor: float = 1.0
    offset: float = 0.0


def _units(dimension: str, **factors: float) -> dict[str, Unit]:
    """Units by name; an underscore stands for a space."""
    return {name.replace("_", " "): Unit(dimension, factor) for name, factor in factors.items()}


_POUND, _INCH = 0.45359237, 0.0254  # kilograms and metres, by definition (international yard and pound, 1959)

_WORDED = {
    **_units("share", percent=0.01, per_cent=0.01, pc=0.01, permille=0.001, per_mille=0.001),
    **_units("points", percentage_point=0.01, point=0.01, basis_point=0.0001, bp=0.0001),
    **_units("length", metre=1, meter=1, kilometre=1e3, kilometer=1e3, centimetre=0.01, centimeter=0.01),
    **_units("length", millimetre=1e-3, millimeter=1e-3, mile=1609.344, yard=0.9144, foot=12 * _INCH, feet=12 * _INCH),
    **_units("length", inch=_INCH, ft=12 * _INCH, nautical_mile=1852, light_year=9.4607e15),
    **_units("area", square_metre=1, square_meter=1, square_kilometre=1e6, square_kilometer=1e6, hectare=1e4, ha=1e4),
    **_units("area", acre=4046.8564, square_mile=2589988.11, square_foot=0.09290304, square_feet=0.09290304),
    **_units("volume", litre=1, liter=1, millilitre=1e-3, milliliter=1e-3, cubic_metre=1e3, cubic_meter=1e3),
    **_units("volume", gallon=3.785411784, pint=0.473176473, barrel=158.987294928),
    **_units("mass", kilogram=1, kilogramme=1, kilo=1, gram=1e-3, gramme=1e-3, milligram=1e-6, tonne=1e3, ton=1e3),
    **_units("mass", pound=_POUND, lb=_POUND, ounce=_POUND / 16, oz=_POUND / 16, stone=14 * _POUND, mcg=1e-9),
    **_units("time", second=1, sec=1, minute=60, min=60, hour=3600, hr=3600, day=86400, night=86400, week=604800),
    **_units("time", fortnight=1209600, weekend=172800, millisecond=1e-3),
    **_units("time", month=2629800, quarter=7889400, year=31557600, decade=315576000, century=3155760000),
    **_units("data", byte=8, kilobyte=8e3, megabyte=8e6, gigabyte=8e9, terabyte=8e12, bit=1),
    **_units("data", kibibyte=2**13, mebibyte=2**23, gibibyte=2**33, tebibyte=2**43),
    **_units("speed", mph=0.44704, kph=1 / 3.6, knot=1852 / 3600),
    **_units("data rate", bps=1, kbps=1e3, mbps=1e6, gbps=1e9),
    **_units("power", watt=1, kilowatt=1e3, megawatt=1e6, gigawatt=1e9, horsepower=745.69987, hp=745.69987),
    **_units("energy", joule=1, kilojoule=1e3, calorie=4.184, kilocalorie=4184, kcal=4184),
    **_units("energy", watt_hour=3600, kilowatt_hour=3.6e6, megawatt_hour=3.6e9, gigawatt_hour=3.6e12),
    **_units("pressure", pascal=1, bar=1e5, millibar=100, psi=6894.757, atmosphere=101325),
    **_units("voltage", volt=1, kilovolt=1e3, millivolt=1e-3),
    **_units("current", ampere=1, amp=1, milliampere=1e-3),
    **_units("frequency", hertz=1, kilohertz=1e3, megahertz=1e6, gigahertz=1e9),
    **_units("resolution", pixel=1, megapixel=1e6),
    **_units("dollars", dollar=1, cent=0.01, usd=1, buck=1),
    **_units("euros", euro=1, eur=1),
    **_units("sterling", pence=0.01, gbp=1, quid=1),
    **_units("yuan", yuan=1, rmb=1, cny=1, renminbi=1),
    **_units("yen", yen=1, jpy=1),
    **_units("rupees", rupee=1, inr=1),
    **_units("francs", franc=1, chf=1),
    **_units("crowns", krone=1, kroner=1, krona=1, kronor=1, sek=1, nok=1, dkk=1),
    **_units("times", times=1, fold=1),
    "degree celsius": Unit("temperature"),
    "degree": Unit("temperature"),
    "celsius": Unit("temperature"),
    "degree fahrenheit": Unit("temperature", 5 / 9, -160 / 9),
    "fahrenheit": Unit("temperature", 5 / 9, -160 / 9),
    "kelvin": Unit("temperature", 1, -273.15),
}
"""By a word in the singular, in lower case."""

SYMBOLS = {
    "%": Unit("share", 0.01),
    "‰": Unit("share", 0.001),
    "°": Unit("temperature"),
    "°C": Unit("temperature"),
    "℃": Unit("temperature"),
    "°F": Unit("temperature", 5 / 9, -160 / 9),
    "K": Unit("temperature", 1, -273.15),
    "m": Unit("length"),
    "km": Unit("length", 1e3),
    "cm": Unit("length", 0.01),
    "mm": Unit("length", 1e-3),
    "nm": Unit("length", 1e-9),
    "µm": Unit("length", 1e-6),
    "m²": Unit("area"),
    "km²": Unit("area", 1e6),
    "m2": Unit("area"),
    "km2": Unit("area", 1e6),
    "m³": Unit("volume", 1e3),
    "l": Unit("volume"),
    "L": Unit("volume"),
    "ml": Unit("volume", 1e-3),
    "mL": Unit("volume", 1e-3),
    "kg": Unit("mass"),
    "g": Unit("mass", 1e-3),
    "mg": Unit("mass", 1e-6),
    "µg": Unit("mass", 1e-9),
    "t": Unit("mass", 1e3),
    "s": Unit("time"),
    "ms": Unit("time", 1e-3),
    "h": Unit("time", 3600),
    "km/h": Unit("speed", 1 / 3.6),
    "m/s": Unit("speed"),
    "B/s": Unit("data rate", 8),
    "MB/s": Unit("data rate", 8e6),
    "GB/s": Unit("data rate", 8e9),
    "bit/s": Unit("data rate"),
    "kbit/s": Unit("data rate", 1e3),
    "Mbit/s": Unit("data rate", 1e6),
    "Gbit/s": Unit("data rate", 1e9),
    "Mbps": Unit("data rate", 1e6),
    "Gbps": Unit("data rate", 1e9),
    "kB": Unit("data", 8e3),
    "KB": Unit("data", 8e3),
    "MB": Unit("data", 8e6),
    "GB": Unit("data", 8e9),
    "TB": Unit("data", 8e12),
    "PB": Unit("data", 8e15),
    "KiB": Unit("data", 2**13),
    "MiB": Unit("data", 2**23),
    "GiB": Unit("data", 2**33),
    "TiB": Unit("data", 2**43),
    "W": Unit("power"),
    "kW": Unit("power", 1e3),
    "MW": Unit("power", 1e6),
    "GW": Unit("power", 1e9),
    "Wh": Unit("energy", 3600),
    "kWh": Unit("energy", 3.6e6),
    "MWh": Unit("energy", 3.6e9),
    "GWh": Unit("energy", 3.6e12),
    "TWh": Unit("energy", 3.6e15),
    "J": Unit("energy"),
    "kJ": Unit("energy", 1e3),
    "Pa": Unit("pressure"),
    "hPa": Unit("pressure", 100),
    "kPa": Unit("pressure", 1e3),
    "MPa": Unit("pressure", 1e6),
    "V": Unit("voltage"),
    "kV": Unit("voltage", 1e3),
    "A": Unit("current"),
    "mA": Unit("current", 1e-3),
    "mAh": Unit("charge"),
    "Ah": Unit("charge", 1e3),
    "Hz": Unit("frequency"),
    "kHz": Unit("frequency", 1e3),
    "MHz": Unit("frequency", 1e6),
    "GHz": Unit("frequency", 1e9),
    "MP": Unit("resolution", 1e6),
    "x": Unit("times"),
    "×": Unit("times"),
}
"""By a symbol, whose case matters."""

COINS = {"$": "dollars", "€": "euros", "£": "sterling", "¥": "yuan", "₹": "rupees"} | {
    "USD": "dollars",
    "US$": "dollars",
    "EUR": "euros",
    "GBP": "sterling",
    "RMB": "yuan",
    "CNY": "yuan",
    "JPY": "yen",
    "INR": "rupees",
    "CHF": "francs",
    "SEK": "crowns",
    "NOK": "crowns",
    "DKK": "crowns",
    "HK$": "Hong Kong dollars",
    "C$": "Canadian dollars",
    "A$": "Australian dollars",
    "NZ$": "New Zealand dollars",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
}
"""What stands before a sum → its dimension; sums in different currencies don't compare."""

NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "no": 0.0,
    "none": 0.0,
    "nil": 0.0,
    "dozen": 12.0,
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12} | {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "tn": 1e12,
}
FRACTIONS = {"half": 2.0, "third": 3.0, "quarter": 4.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0, "seventh": 7.0} | {
    "eighth": 8.0,
    "ninth": 9.0,
    "tenth": 10.0,
    "hundredth": 100.0,
}
"""What a part is one of: a fifth is one of 5."""


def unit_named(word: str) -> Unit | None:
    """The unit of a word or words, singular or plural, in any case; None if it is no unit."""
    lower = word.casefold()
    return _WORDED.get(lower) or _WORDED.get(lower.removesuffix("s")) or _WORDED.get(lower.removesuffix("es"))


PEOPLE = frozenset(
    "people persons inhabitants residents citizens members children pupils students staff workers".split()
)
"""Words for people that are counted: "48,200 inhabitants" and "48,200 people" count the same."""
