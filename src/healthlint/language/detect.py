"""Which language a text is written in, by its own words and script: declared languages are often wrong."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

UNDETERMINED = "und"

_FUNCTION_WORDS = {
    "en": "the of and to is in that it for with as are be this on not or by from at have has you your was were can which but an if they "
    "their may will what when how about more who than should do does i we our he she his her its these those there been also into when "
    "please call contact",
    "fr": "le la les des et est une dans pour qui que par sur avec pas sont plus vous votre au aux ce cette du en il elle ne se nous ou "
    "leur peut",
    "de": "der die das und ist nicht ein eine zu den von mit sich auf für dem des auch als bei oder sie werden wird sind im wenn nach "
    "einer durch über zum",
    "es": "el la los las de y que en un una por con para es se no del al como más su lo son pero sus este esta si puede usted",
    "it": "il lo la i gli le di che e un una per con non è del della sono dei nel alla si da come più anche ma questo o può",
    "pt": "o a os as de e que em um uma para com não é do da dos no na por se mais como são ao ou você seu sua pode",
    "nl": "de het een en van is dat niet op te in voor met zijn aan er ook als bij door naar om dan wordt kan uw of deze",
    "sv": "och att det som en på är av för med inte till den har om ett kan du eller vid från så",
    "da": "og at det som en på er af for med ikke til den har om et kan du eller ved fra så der",
    "no": "og å det som en på er av for med ikke til den har om et kan du eller ved fra så",
    "fi": "ja on ei se että hän oli mutta tai kun voi ovat myös joka kuin sen",
    "pl": "i w z na się nie do to jest że o jak po dla są lub przez od może oraz które",
    "cs": "a se v na je že s z o do i to jsou jako pro nebo ale po při které",
    "tr": "ve bir bu için ile da de çok olarak daha olan gibi en ne veya değil var",
    "id": "yang dan di untuk dengan dari pada ini adalah tidak atau dapat itu akan juga oleh",
    "vi": "và của là có không được cho các trong một với khi người này để những",
    "ro": "și de în la cu pe este nu care din pentru un o sau mai sunt poate",
    "hu": "a az és hogy nem is egy van meg de ha vagy mint csak el",
    "sw": "na ya wa kwa ni katika za la kama au hii si",
    "so": "iyo ka ku u waa oo in la ama si aad waxaa",
    "cy": "y yn a i o ar yr mae am eich neu chi sydd gan",
}

_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"),
    (0x0750, 0x077F, "ar"), (0xFB50, 0xFDFF, "ar"), (0xFE70, 0xFEFC, "ar"), (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0D00, 0x0D7F, "ml"),
    (0x0E00, 0x0E7F, "th"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"), (0x1100, 0x11FF, "ko"),
)  # fmt: skip

_BEYOND_LATIN = "\u0370"
"""The first character of the scripts told apart; Latin letters with their accents lie below."""
_NO_LETTERS = bytes([code for code in range(128) if not chr(code).isalpha()])
_SAMPLE = 6_000
"""Characters read: more would not change the answer."""
_SAMPLE_WORDS = 1_000
"""About as many words."""
_SURELY, _EACH = 12, 8
"""Words that only English has, in all and among how many, from which a text is surely English."""
_ENOUGH_WORDS = 8
_ENOUGH_HITS = 2


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Function word to the languages that use it."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


_ONLY_ENGLISH = frozenset("the and of with that this are from which have has you your were been their they when than should".split())


def has_other_script(letters: Iterable[str]) -> bool:
    """Whether a letter of another script than the Latin one is among characters."""
    return any(char >= _BEYOND_LATIN and char.isalpha() for char in letters)


def detect_language(texts: Iterable[str], *, latin: bool = False) -> str:
    """Return the language of most of ``texts`` as a tag such as ``en``, ``und`` if it cannot be told.

    ``latin`` where it is known already that all of their letters are Latin.
    """
    text = _sample(texts)
    return _by_words(text) if latin else detect_block(text)


def detect_script(texts: Iterable[str]) -> str:
    """Return the language of texts that are mostly in a script of its own; empty for Latin letters."""
    return _by_script(_sample(texts))


def _sample(texts: Iterable[str]) -> str:
    sample: list[str] = []
    size = 0
    for text in texts:
        sample.append(text)
        size += len(text)
        if size > _SAMPLE:
            break
    return " ".join(sample)[: _SAMPLE + 1000]


def is_surely_english(passages: Iterable[list[str]], vocabulary: frozenset[str]) -> bool:
    """Whether a text in Latin letters is in English beyond doubt, as most are.

    ``passages`` are its words and ``vocabulary`` has each of them. Words that only English has are then many, and more than twice as
    many as those that it has not.
    """
    keys: list[str] = []
    for passage in passages:
        keys += passage
        if len(keys) > _SAMPLE_WORDS:
            break
    own, foreign = _told_apart()
    others = foreign & vocabulary
    mine = len(list(filter(own.__contains__, keys)))
    return mine >= _SURELY and mine * _EACH >= len(keys) and mine > 2 * (len(list(filter(others.__contains__, keys))) if others else 0)


@cache
def _told_apart() -> tuple[frozenset[str], frozenset[str]]:
    """The function words that only English has, and those that it does not have."""
    english = _FUNCTION_WORDS["en"].split()
    languages = _languages_of()
    return frozenset([word for word in english if len(languages[word]) == 1]), frozenset(languages).difference(english)


def is_plainly_english(keys: Iterable[str]) -> bool:
    """Whether several words that English cannot do without, and no other language has, are among the words of a passage: a quick look."""
    return len(_ONLY_ENGLISH.intersection(keys)) > 2


def detect_block(text: str) -> str:
    """Return the language of one passage, ``und`` if it is too short or too mixed to tell."""
    script = _by_script(text)
    return script or _by_words(text)


def _by_script(text: str) -> str:
    """The language of a text that is mostly in a script of its own; empty for Latin letters."""
    if text.isascii():
        return ""
    plain = text.encode("ascii", "ignore")
    letters = len(plain.translate(None, _NO_LETTERS))
    if 2 * (len(text) - len(plain)) <= letters:
        return ""  # most texts have a few accents and signs, or name another language
    odd = "".join([word for word in text.split() if not word.isascii()])
    if not has_other_script(set(odd)):
        return ""
    found: Counter[str] = Counter()
    for char, number in Counter(odd).items():
        if char > "\x7f" and char.isalpha():
            letters += number
            code = ord(char)
            if char >= _BEYOND_LATIN:
                found.update({tag: number for low, high, tag in _SCRIPTS if low <= code <= high})
    if found["ja"] and found["zh"]:
        found["ja"] += found.pop("zh")
    tag, number = found.most_common(1)[0] if found else ("", 0)
    return tag if letters and number * 2 > letters else ""


def _by_words(text: str) -> str:
    """The language whose function words are the most frequent, if there are enough and it leads."""
    words = text.lower().replace("’", "'").split()
    if len(words) < _ENOUGH_WORDS:
        return UNDETERMINED
    languages = _languages_of()
    scores: dict[str, int] = {}
    hits = 0
    for word, number in Counter(filter(languages.__contains__, words)).items():
        hits += number
        for owner in languages[word]:
            scores[owner] = scores.get(owner, 0) + number
    if hits < _ENOUGH_HITS:
        return UNDETERMINED
    most = max(scores.values())
    best, *others = [owner for owner, score in scores.items() if score == most]
    # Ordinary prose is a third function words; tables and lists of names have nearly none.
    return UNDETERMINED if others or most * 12 < len(words) else best
