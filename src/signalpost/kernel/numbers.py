"""What every database keeps in an integer column."""

SMALLEST, LARGEST = -(2**31), 2**31 - 1
