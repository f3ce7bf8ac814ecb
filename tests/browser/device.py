"""What a browser keeps of somebody."""

from playwright.async_api import Page

COUNT_FILES = """() => new Promise((done, failed) => {
    const opening = indexedDB.open("huismeester-photos");
    opening.onerror = failed;
    opening.onsuccess = () => {
        const counting = opening.result.transaction("photos").objectStore("photos").count();
        counting.onsuccess = () => { opening.result.close(); done(counting.result); };
        counting.onerror = failed;
    };
})"""


async def files_kept(page: Page) -> int:
    """For how many things files wait."""
    count: int = await page.evaluate(COUNT_FILES)
    return count
