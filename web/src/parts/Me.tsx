import type { ComponentChildren } from "preact";
import { ActButton } from "./ActButton.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

interface Me {
  name: string;
  /** What signing out is called. */
  out: string;
  signOut: () => Promise<void>;
  children: ComponentChildren;
}

/** Who is in, and what they may do about themselves. */
export function Me({ name, out, signOut, children }: Me) {
  return (
    <>
      <button type="button" class="link me" popovertarget="me">
        <span class="name">{name}</span><span class="initials" aria-hidden="true">{initialsOf(name)}</span>
      </button>
      <div id="me" popover="auto" class="menu" onClick={(event) => (event.target as Element).closest("a") && event.currentTarget.hidePopover()}>
        {children}
        <LanguageSwitch hasAnswers />
        <ActButton kind="link" text={out} act={signOut} />
      </div>
    </>
  );
}

const initialsOf = (name: string) => name.split(" ").map((word) => word.match(/^\p{Lu}/u)?.[0] ?? "").join("").slice(0, 2);
