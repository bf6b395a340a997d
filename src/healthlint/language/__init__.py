"""Language, knowing no article: words, sentences, syllables, readability formulas, spelling variants, cues."""
