"""What the wording of a heading says of the section below it."""
from __future__ import annotations

from healthlint.model import Zone

_SURE = {
    Zone.REFERENCES: (
        "references", "reference", "reference list", "list of references", "bibliography", "works cited", "work cited",
        "literature cited", "cited literature", "cited works", "references cited", "references and notes", "notes and references",
        "references and sources", "sources and references", "references and citations", "citations and references",
        "references and bibliography", "article sources", "article references", "scientific references", "medical references",
        "key references", "selected references", "full references", "sources used", "sources cited", "cited sources", "our sources",
        "source list", "list of sources", "sources and citations", "references and resources", "resources and references",
        "references and further reading", "references and links", "endnotes", "scientific sources", "medical sources",
        "references for this article", "selected bibliography", "referenced studies",
    ),
    Zone.DISCLAIMER: (
        "disclaimer", "disclaimers", "medical disclaimer", "health disclaimer", "legal disclaimer", "general disclaimer",
        "medical and legal disclaimer", "important disclaimer", "disclaimer notice", "disclaimer of liability",
        "health and medical disclaimer",
    ),
    Zone.BIO: (
        "about the author", "about the authors", "about the writer", "about the writers", "about our author", "author bio",
        "author biography", "author profile", "author information", "author details", "meet the author", "meet our author",
        "about author", "the author", "the authors", "about the contributor", "about the contributors", "contributor bio", "author",
        "authors", "written by", "author and reviewer", "about the author and reviewer", "authors and reviewers", "about the expert",
        "about the experts",
    ),
    Zone.REVIEWER: (
        "about the reviewer", "about the reviewers", "medically reviewed by", "reviewed by", "medical reviewer", "medical reviewers",
        "clinically reviewed by", "fact checked by", "fact-checked by", "reviewer", "reviewers", "medical review", "clinical reviewer",
    ),
    Zone.FURNITURE: (
        "cookies", "cookie policy", "cookie settings", "cookie notice", "cookie consent", "we value your privacy", "privacy policy",
        "privacy notice", "share this", "share this article", "share this page", "share this post", "share", "share on", "follow us",
        "follow us on", "connect with us", "comments", "leave a comment", "leave a reply", "post a comment", "join the conversation",
        "subscribe", "newsletter", "our newsletter", "stay in touch", "stay connected", "stay up to date", "table of contents",
        "contents", "on this page", "in this article", "in this section", "page contents", "what's on this page", "quick links",
        "site map", "sitemap", "tags", "categories", "archives", "was this page helpful", "was this helpful", "did this help", "search",
    ),
}  # fmt: skip

_PERHAPS = {
    Zone.REFERENCES: (
        "sources", "source", "citations", "citation", "literature", "footnotes", "notes", "evidence", "studies", "research", "links",
        "resources", "the evidence", "the science", "evidence and references", "evidence and review", "evidence base",
        "scientific evidence", "footnote", "information sources", "sources of information", "where this information comes from",
        "scientific studies", "supporting evidence", "sources and further reading", "data sources", "image sources",
        "credits and sources", "references used", "refs", "ref", "the studies", "studies cited", "evidence sources", "papers",
        "research papers", "key papers", "publications",
    ),
    Zone.FURTHER_READING: (
        "further reading", "further information", "more information", "find out more", "learn more", "read more", "see also",
        "related articles", "related reading", "related content", "related topics", "related pages", "related posts", "related links",
        "related information", "related conditions", "recommended reading", "recommended articles", "suggested reading",
        "additional reading", "additional resources", "additional information", "useful links", "useful resources", "useful websites",
        "useful contacts", "helpful links", "helpful resources", "external links", "other resources", "other useful links",
        "more resources", "resources", "links", "support groups", "support organisations", "where to get help", "further help",
        "further resources", "further support", "you may also like", "you might also like", "more on this topic", "next in this section",
        "next reading", "continue reading", "keep reading", "what to read next", "more from us", "more like this", "related",
        "more articles", "latest articles", "popular articles", "recent posts", "trending", "backlinks", "online resources",
        "useful information", "more help", "more support", "organisations that can help",
    ),
    Zone.FURNITURE: (
        "contact", "contact us", "phone number", "phone", "telephone", "address", "email", "about us", "opening hours", "get in touch",
        "legal", "legal notice", "terms and conditions", "terms of use", "copyright", "advertisement", "sponsored", "media contact",
        "media contacts", "press contact", "press contacts",
    ),
}  # fmt: skip
"""Words that are section names on some pages and subjects on others: what stands below them decides."""


def _table(words: dict[Zone, tuple[str, ...]]) -> dict[str, Zone]:
    found: dict[str, Zone] = {}
    for zone, names in words.items():
        for name in names:
            found.setdefault(name, zone)
    return found


SURE = _table(_SURE)
"""Folded headings that name their section beyond doubt."""
PERHAPS = _table(_PERHAPS)
"""Folded headings that need their section's look as a witness."""
LINKS = frozenset(_PERHAPS[Zone.FURTHER_READING])
"""Headings over lists of links."""


CONTENTS = frozenset(
    {"table of contents", "contents", "on this page", "in this article", "in this section", "page contents", "what's on this page"}
)
"""Headings over the article's own list of headings."""


def fold_heading(text: str) -> str:
    """The words of a heading: lower case, without numbering, punctuation and symbols around them."""
    folded = text.lower().replace("’", "'").replace("&", "and").replace("\xa0", " ")
    start, end = 0, len(folded)
    while start < end and not folded[start].isalpha():
        start += 1
    while end > start and not folded[end - 1].isalpha():
        end -= 1
    return " ".join(folded[start:end].split())


def is_newsletter(folded: str) -> bool:
    """Whether a heading invites readers to subscribe."""
    if "newsletter" in folded:
        return True
    return folded.startswith(("sign up", "subscribe to", "join our mailing", "get our email", "get weekly", "get daily"))
