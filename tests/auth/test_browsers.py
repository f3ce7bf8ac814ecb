"""What a browser is called in the list of sessions."""

import pytest

from auth.browsers import browser_named

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 {}Safari/537.36"
APPLE = "Mozilla/5.0 ({}) AppleWebKit/605.1.15 (KHTML, like Gecko) {} Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME.format("Windows NT 10.0; Win64; x64", ""), "Chrome, Windows"),
        (CHROME.format("Windows NT 10.0; Win64; x64", "Edg/141.0 "), "Edge, Windows"),
        (CHROME.format("Linux; Android 16; SM-S931B", "SamsungBrowser/28.0 "), "Samsung Internet, Android"),
        (CHROME.format("X11; CrOS x86_64 14541.0.0", ""), "Chrome, ChromeOS"),
        (APPLE.format("iPhone; CPU iPhone OS 18_6 like Mac OS X", "Version/18.6 Mobile/15E148"), "Safari, iPhone"),
        (APPLE.format("iPhone; CPU iPhone OS 18_6 like Mac OS X", "CriOS/141.0 Mobile/15E148"), "Chrome, iPhone"),
        (APPLE.format("Macintosh; Intel Mac OS X 10_15_7", "Version/26.0"), "Safari, macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.14.1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_browser_is_named_as_people_know_it(user_agent: str | None, name: str | None) -> None:
    assert browser_named(user_agent) == name
