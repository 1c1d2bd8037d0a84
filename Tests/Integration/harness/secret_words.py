"""Words that may stand in no log: keys, tokens, and what users say."""

_words: set[str] = set()
_SHORTEST = 8


def keep_out_of_logs(*words: str) -> None:
    """Texts shorter than eight characters are too likely to occur by chance."""
    for word in words:
        if len(word) >= _SHORTEST:
            _words.add(word)


def found_in(log: str) -> list[str]:
    return sorted(word for word in _words if word in log)
