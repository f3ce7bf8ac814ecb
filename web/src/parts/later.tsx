import { lazy } from "preact-iso";
import type { ComponentChildren, ComponentType } from "preact";
import { words } from "../words/index.ts";

type Frame = (within: { children: ComponentChildren }) => ComponentChildren;

/** A part of a page that is loaded when it is opened. What is said where it does not come stands in `frame`. */
export function later<Props>(load: () => Promise<ComponentType<Props>>, frame: Frame = ({ children }) => children) {
  return lazy(() => load().catch((): ComponentType<Props> => () => <>{frame({ children: <Unreachable /> })}</>));
}

// A part that did not come once does not come again before the page is read anew.
function Unreachable() {
  return (
    <p class="trouble" role="alert">{words.value.trouble.offline} <button type="button" class="link" onClick={() => location.reload()}>{words.value.act.retry}</button></p>
  );
}
