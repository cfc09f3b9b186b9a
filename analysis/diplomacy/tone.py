"""The stance of the official towards the counterpart, from the acts and from what the encoder says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.diplomacy.acts import Act
from analysis.language.stance import LABELS, Stance

_SIGN = {
    "CONSULT": 0, "STATE": 0, "SUPPORT": 1, "PRAISE": 1, "WELCOME": 1, "OFFER": 1, "CONDOLE": 1, "AGREE": 1,
    "APPEAL": -1, "CONCERN": -1, "CONDEMN": -1, "WARN": -1, "REJECT": -1,
}  # fmt: skip
ACTS_SHARE = 0.3  # the share of the acts in a sentence's tone: the better half counts more (docs/meaning.md)
_AHEAD = 0.5  # the best of seven values on tests/real/tone.csv; from 0.2 to 0.5 they are alike
_MODALITY = {"asserted": 1.0, "planned": 1.0, "possible": 0.5, "negated": 0.0}


def act_tone(act: Act) -> float:
    """Return the tone of one act towards the counterpart, in [-1, 1]; NaN for the counterpart's own acts.

    The sign is that of the act, the size its strength, halved where it is only possible and 0 where it is negated.
    Blame for somebody else is solidarity with the counterpart, strong where the counterpart is the victim; an appeal to
    somebody else is neither, and support for the counterpart's adversary is cold.

    Examples
    --------
    >>> from dataclasses import replace
    >>> thanks = Act(0, 0, 0, 7, "thanked", "PRAISE", "SUPPORT", 1.0, "asserted", None, None, None, "A", "counterpart")
    >>> act_tone(thanks), act_tone(replace(thanks, aim="adversary"))
    (1.0, -1.0)
    """
    if act.aim == "counterpart acts":
        return math.nan
    tone = _SIGN[act.act] * act.strength * _MODALITY[act.modality] + 0.0  # no -0.0
    if act.aim == "adversary":
        return 0.0 - tone
    if act.aim in ("third party", "victim"):
        blame = act.act in ("CONDEMN", "WARN", "REJECT", "CONCERN")
        return min(abs(tone), 1.0 if act.aim == "victim" else 0.5) if blame else 0.0
    return tone


def usual_tone(act: str) -> float:
    """Return the tone that an act has where nothing is known but its label: what the codebook gives it.

    Examples
    --------
    >>> usual_tone("PRAISE"), usual_tone("APPEAL"), usual_tone("CONSULT")
    (1.0, -0.5, 0.0)
    """
    return _SIGN[act] * (1.0 if act in ("SUPPORT", "PRAISE", "CONDEMN", "WARN", "REJECT") else 0.5) + 0.0


def sentence_tone(tones: Sequence[float], stance: Stance | None = None) -> float:
    """Return the tone of a sentence, in [-1, 1]: three tenths what its acts say, the rest what the encoder says.

    The acts say the strongest of their tones, or the balance of both signs; 0 where there is no act, or none of the
    official's. Without a stance (nobody is addressed) the acts decide, and where every act is the counterpart's own (NaN)
    the tone is 0.

    Examples
    --------
    >>> sentence_tone([0.5, 1.0]), sentence_tone([1.0, -0.5]), sentence_tone([])
    (1.0, 0.5, 0.0)
    >>> sentence_tone([1.0], Stance((0.0, 0.0, 0.0, 0.4, 0.6), ()))
    0.86
    """
    known = [tone for tone in tones if not math.isnan(tone)]
    if tones and not known:  # the counterpart's own words
        return 0.0
    told = max([0.0, *known]) + min([0.0, *known])
    return told if stance is None else round(ACTS_SHARE * told + (1 - ACTS_SHARE) * stance.tone, 3)


def main_act(acts: Sequence[Act], stance: Stance | None = None) -> str:
    """Return the label of a sentence's main act.

    By its cues it is the one with the strongest tone, else the first that is more than a statement; STATE where there is
    no cue of any. With a stance it is the act that the encoder finds likeliest, where that of the cues has half a
    point of probability ahead.

    Examples
    --------
    >>> main_act([])
    'STATE'
    """
    told = [act for act in acts if act.act != "STATE"]
    cued = max(told, key=lambda act: abs(_SIGN[act.act] * act.strength)).act if told else "STATE"
    if stance is None:
        return cued
    likely = {name: p + _AHEAD * (name == cued) for name, p in zip(LABELS, stance.acts, strict=True) if name != "NONE"}
    return max(likely, key=likely.__getitem__)
