"""What scanning, typing and word processors do to a phrase without changing its meaning."""

NOISES = {
    "latin look-alikes": lambda text: text.translate(str.maketrans("аеорсх", "aeopcx")),
    "latin i": lambda text: text.replace("і", "i"),
    "spaces": lambda text: f"  {text} ".replace(" ", "\u00a0 "),
    "dashes": lambda text: text.replace("-", "–").replace(" – ", " — "),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "upper case": lambda text: text.upper(),
    "full stop": lambda text: f"{text}.",
    "ё": lambda text: text.replace("отчетн", "отчётн"),
    "scanned ё": lambda text: text.replace("отчетн", "отчҰтн"),
    "line end": lambda text: text.replace("следующего", "следую-\nщего"),
    "letter-spaced": lambda text: text.replace("ежегодно", "е ж е г о д н о  "),
}  # fmt: skip
