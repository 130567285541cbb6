"""Strings that tokenisers disagree on, with what this side makes of them."""

import hashlib
import sys

from text import features, fold_character

STRINGS = [
    "I just had a great day at work!",
    "I am not happy at all.",
    "I don't like this, it isn't fun",
    "never again. Happy now?",
    "not only good but great",
    "no energy no hope no fun no joy no peace no love",
    "can't wait, cannot wait, CAN'T WAIT",
    "I’m fine — really… “fine”",
    "I`m fine, I´m fine, I'm fine, I＇m fine",
    "rock'n'roll 'quoted' o''clock '' ' don'",
    "SO HAPPY I could SCREAM!!!",
    "A B CC dDD EEE",
    "sooooo goooood yesssss!!!! hmmmmmm aaa a aa aaaa",
    "aAaA AAAa zzzZZZzzz",
    "1 22 333 4th 2026-11-20 3.14 1e9 0x1F",
    "e-mail, well-being; and/or (maybe) [sic] {x} <b>bold</b> a_b c*d",
    ":) :-( :D XD <3 </3 :'( T_T -_- ;)",
    "happy:) not:) :)) :)! :).",
    "happy 😀 😃😄 😂😂😂",
    "❤️ ❤ ♥ 💔 👍🏽 👍 👨‍👩‍👧 🧘🏽‍♀️ 😮‍💨",
    "😶‍🌫️ 🏳️‍🌈 🇬🇧 1️⃣ ☺️ ☹",
    "🫠🫨🩷🪿🫩",
    "café naïve Zoë façade über smörgåsbord",
    "cafe\u0301 nai\u0308ve Zoe\u0308 a\u0315\u0316\u0300b \u0301x",
    "ﬁne ﬂow oﬃce ﬀ ﬆ",
    "Ｆｕｌｌ ｗｉｄｔｈ！ ？ １２３",
    "𝓱𝓪𝓹𝓹𝔂 𝐇𝐀𝐏𝐏𝐘 𝕙𝕒𝕡𝕡𝕪 𝟙𝟚𝟛 ℍappy ⓗⓐⓟⓟⓨ ⑳ №5 ™ ℡",
    "𜳖𜳗 𜳰 ꟱ 🄷🄰 🅰️",
    "İstanbul ISTANBUL ıi Iİ ÅÅÅ KelvinK Ωohm ﬃ",
    "straße STRASSE ẞ ß æon Æ œuvre Øl Łódź đ ŉ ĳ ǆ ſo",
    "x² m³ H₂O ½ ¼ 10⁻⁹ ª º µ",
    "zero\u200bwidth\u200cjoin\u200der\u2060word\ufeff bom",
    "soft\u00adhyphen non\u00a0breaking\u202fspace\u2003em\u3000ideographic",
    "\u202eright to left override\u202c \u2066isolate\u2069",
    "tab\tvertical\x0bform\x0cnew\nline\r\nnext\x85end\u2028para\u2029graph",
    "nul\x00bell\x07esc\x1b[31mred\x7f del \x1c\x1d\x1e\x1f",
    "lone high \ud83d surrogate, lone low \ude00 surrogate \ud800",
    "\udc00\udc00 backwards \ude00 pair",
    "\ufffd \ufffe \uffff \U0010ffff \U000e0041",
    "مرحبا أنا سعيد جدا اليوم",
    "שלום, אני עצוב מאוד!",
    "我今天很高兴。但是有点累",
    "とても嬉しい！ 悲しい？",
    "오늘 정말 행복해요",
    "Я очень счастлив сегодня",
    "Είμαι λυπημένος, ΣΊΣΥΦΟΣ",
    "je suis très heureux aujourd'hui, mais j'ai peur",
    "Ich bin so müde und traurig, aber es geht schon",
    "estoy muy feliz ¿y tú? ¡sí!",
    "I feel happy и очень sad 今天",
    "",
    " ",
    " \n\t ",
    "!",
    "?!?!...",
    ". .. ... .... .....",
    "....!....?...,.....",
    "the",
    "supercalifragilisticexpialidocious pneumonoultramicroscopicsilicovolcanoconiosis",
    "a" * 500,
    "happy " * 300,
    "not " * 40 + "happy",
    "not happy. not, happy; not: happy (not) happy \"not\" happy",
    "nothing matters because nobody cares although I tried",
    "isn't ISN'T isn’t isnt Isn'T ain't n't",
    "constructor __proto__ toString hasOwnProperty valueOf prototype",
    "~happy ~ # #<hap <capitals> <long> <number> a  b",
    "I love you\\n \\u0041 \" ' ` $ ^ | & @ % =",
    "www.example.org/path?q=1#x http://a.b user@host.net @name #tag",
    "[NAME] said: “I HATE this”… and left;\nthen 😭",
    "Καφές café КАФЕ ｶﾌｪ",
    "ǅ ǈ ǋ ᾳ ﬓ Ⅷ ⅷ ㎏ ㍿ ﷺ",
    "ཀྵ ཱི ྲྀ ֑ िक ไทย ကို",
    "👩🏿‍🚀👩🏿‍🚀 ✨✨ 🔥🔥🔥 💯",
    "Today was long. I cried, then laughed! Then I slept?\n\nBetter now... I guess :/",
]


def folding_sha256():
    """Of what every code point folds to, U+0000 to U+10FFFF, each followed by U+0000, as UTF-8."""
    digest = hashlib.sha256()
    for code in range(sys.maxunicode + 1):
        digest.update(fold_character(chr(code)).encode("ascii") + b"\0")
    return digest.hexdigest()


def fixtures(linear):
    """For every string its ids, counts and raw output."""
    raws = linear.raw(STRINGS)
    cases = []
    for string, raw in zip(STRINGS, raws):
        ids, counts = linear.vocabulary.encode(features(string))
        cases.append({"text": string, "ids": ids, "counts": counts, "raw": [float(x) for x in raw]})
    return {"foldingSha256": folding_sha256(), "cases": cases}
