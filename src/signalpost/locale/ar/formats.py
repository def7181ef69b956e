"""Numbers in Latin digits, as scripts write them, too: CLDR, *ar-u-nu-latn*."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 6
