import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { report } from "../words/report.ts";

interface Done {
  reference: string;
  another: () => void;
  children: ComponentChildren;
}

/** That it arrived, by which number, and how it goes on. */
export function Done({ reference, another, children }: Done) {
  const say = report.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="sheet arrived">
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d="m7.5 12.5 3 3 6-6.5" /></svg>
      <h1 ref={heading} tabIndex={-1}>{say.done}</h1>
      <p>{say.number} <strong class="reference">{reference}</strong></p>
      {children}
      <button type="button" class="plain" onClick={another}>{say.another}</button>
    </section>
  );
}
