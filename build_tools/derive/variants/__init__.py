"""The same words in several places: renderings of one utterance, likely variants, likely copies."""
