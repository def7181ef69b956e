"""The catalogues of translations: what the sources say, and what translators wrote.

No GNU gettext is needed.
"""
