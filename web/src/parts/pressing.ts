/** What was pressed, and where it then was. */
let pressed: { element: HTMLElement; stood: DOMRect } | undefined;

// A browser drops the press of a mouse when what is under it moves away before it is let go, as live pages do. Who moved
// the mouse away changed their mind.
addEventListener("pointerdown", ({ target, button }) => {
  const element = button === 0 ? (target as Element).closest<HTMLElement>("button, a") : null;
  pressed = element ? { element, stood: element.getBoundingClientRect() } : undefined;
});

addEventListener("pointerup", (event) => {
  const { element, stood } = pressed ?? {};
  pressed = undefined;
  if (!element || !stood || element.contains(event.target as Element) || withKey(event)) return;
  if (isIn(stood, event)) element.click();
});

addEventListener("pointercancel", () => (pressed = undefined));

const isIn = ({ left, right, top, bottom }: DOMRect, { clientX: x, clientY: y }: PointerEvent) =>
  left <= x && x <= right && top <= y && y <= bottom;

const withKey = ({ ctrlKey, metaKey, shiftKey, altKey }: PointerEvent) => ctrlKey || metaKey || shiftKey || altKey;
