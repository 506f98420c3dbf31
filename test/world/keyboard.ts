import type { Locator, Page } from 'playwright-core';

/** More keys than any page here needs. */
const MOST_KEYS = 120;

/**
 * Presses Tab until the focus is on it.
 * @throws Error when it cannot be reached, or when nobody could see that it has the focus
 */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  const passed: string[] = [];
  for (let keys = 0; keys < MOST_KEYS; keys++) {
    if (await wanted.evaluateAll((elements) => elements.some((element) => element.matches(':focus')))) {
      if (!(await showsFocus(page))) throw new Error(`${wanted} has the focus, and looks as if it had not`);
      return;
    }
    await page.keyboard.press('Tab');
    passed.push(
      await page.evaluate(`document.activeElement.tagName + ' ' +
      (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.slice(0, 40))`),
    );
  }
  throw new Error(`${wanted} cannot be reached by Tab; passed ${passed.join(' | ')}`);
}

/** Whether the element with the focus, or what is around it, looks different from how it looks without. */
async function showsFocus(page: Page): Promise<boolean> {
  return page.evaluate(`(() => {
    const marked = (style) =>
      (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    const focused = document.activeElement;
    return [focused, focused.parentElement, focused.closest('[role=row], tr, li')]
      .filter((element) => element !== null)
      .some((element) => marked(getComputedStyle(element)));
  })()`);
}
