"""What a browser calls itself, in two words that a person knows again."""

# In this order: each names the ones below it too, to be taken for one of them.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def browser_named(user_agent: str | None) -> str | None:
    """Such as `Firefox, Windows`; None for what is no browser that we know."""
    found = [
        next((name for mark, name in names.items() if mark in (user_agent or "")), None)
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or None
