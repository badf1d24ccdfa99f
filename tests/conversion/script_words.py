"""A word or a name in each script that has a font of ours."""

from __future__ import annotations

WORDS = {
    "Arabic": "محمد أحمد",
    "Urdu": "ڈاکٹر عائشہ",
    "Persian": "گچپژ",
    "Hebrew": "דוד כהן",
    "Devanagari": "अनिल क्षत्रिय",
    "Bengali": "সুমাইয়া রহমান",
    "Gurmukhi": "ਸਿੰਘ",
    "Gujarati": "પટેલ",
    "Oriya": "ଓଡ଼ିଆ",
    "Tamil": "சுப்ரமணியன்",
    "Telugu": "రెడ్డి",
    "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം",
    "Sinhala": "සිංහල",
    "Thai": "สมชาย",
    "Lao": "ລາວ",
    "Myanmar": "မြန်မာ",
    "Georgian": "გიორგი",
    "Ethiopic": "አበበ",
    "Khmer": "ខ្មែរ",
    "Armenian": "Արմեն",
}
FAMILY = {"Arabic": "NotoNaskhArabic", "Urdu": "NotoNaskhArabic", "Persian": "NotoNaskhArabic", "Hebrew": "Liberation"}


def family(script: str) -> str:
    """What the name of the font in a PDF holds."""
    return FAMILY.get(script, f"NotoSans{script}")
