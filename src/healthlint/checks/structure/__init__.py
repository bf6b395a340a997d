"""How an article is built: what is missing, left over, repeated or hard to act on."""
