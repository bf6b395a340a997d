"""Closed classes of English words, by what they tell of the verb form that stands beside them."""
from __future__ import annotations

from functools import lru_cache

DETERMINERS = frozenset(
    "the a an this that these those his her its their our your my each every any some no all both either neither such what which whose "
    "many few several more most much little less another other".split()
)
"""A form of a verb after one of these is a noun or an adjective."""
PREPOSITIONS = frozenset(
    "of in on at by for from with without to into onto over under between among amongst against about after before during through "
    "throughout per via within towards toward upon across along around behind beyond despite except like near since than until till "
    "as because including regarding following".split()
)
"""The same, except for verbs in -ing."""
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't get gets got getting become becomes became becoming".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
DO = frozenset("do does did don't doesn't didn't dont doesnt didnt".split())
MODALS = frozenset(
    "can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't mightn't mustn't cant wont to not "
    "never help helps helped let lets help'".split()
)
PLURALS = frozenset("they we you i people women men children mice rats bacteria data that which who and or but then also".split())
"""Subjects of a base form that do not end in -s."""
STOPS = frozenset("and or but if when while whilst because although though so whereas where who which that".split())
"""Words that begin another clause."""
MEASURES = frozenset(
    "risk risks odds chance chances likelihood probability rate rates level levels mortality incidence prevalence susceptibility "
    "vulnerability rates amounts numbers".split()
)
"""What is told to be higher or lower: "increased risk" is no verb before these."""
NOT_OBJECTS = PREPOSITIONS | STOPS | BE | HAVE | DO | (MODALS - {"to"}) | {"to", "there", "rather", "then", "too", "again", "together"}
"""Words that cannot begin an object."""
SHOWN = frozenset(
    "shown found known proven proved reported demonstrated seen observed confirmed continue continues serve serves help helps helped act "
    "acts work works enough sufficient seems seem appears appear thought likely".split()
)
"""Words before "to" that make the infinitive the statement: "was shown to reduce"."""
PURPOSES = frozenset(
    "used use uses using order often effort efforts strategy strategies program programs programme programmes measure measures step steps "
    "attempt attempts drug drugs medicine medicines medication medications need needs needed designed aim aims aimed intended plan plans "
    "tool tools campaign campaigns policy policies taken given prescribed try trying tried want wants wanted hope hopes hoping goal goals "
    "intervention interventions ability required recommended advised action actions research work working developed treatment "
    "treatments fight "
    "fighting".split()
)
"""Words before "to" that make it a purpose and not a result."""
LY_NOUNS = frozenset(
    "family anomaly assembly belly supply elderly jelly butterfly early daily deadly friendly monthly weekly likely unlikely".split()
)
"""Words in -ly that are no adverbs."""
ADVERBS = frozenset("also not never only even just still already often always now further thus thereby both either actually really".split())


@lru_cache(maxsize=4096)
def is_adverb(key: str) -> bool:
    """Whether the word is an adverb that may stand between a helping word and its verb."""
    return key in ADVERBS or (key.endswith("ly") and len(key) > 4 and key not in LY_NOUNS and not key.endswith("cephaly"))
