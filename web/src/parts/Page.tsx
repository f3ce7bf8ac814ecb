import type { ComponentChildren } from "preact";
import icon from "../icon.svg";
import { phone } from "../words/formats.ts";
import { words } from "../words/index.ts";

interface House {
  name: string;
  phone: string | null;
}

/** Whose page it is, and how to call them. */
export function HouseHeader({ house }: { house: House }) {
  return (
    <header class="organisation">
      <img src={icon} alt="" width={28} height={28} />
      <span>{house.name}</span>
      {house.phone && <a class="call" href={`tel:${house.phone}`} aria-label={`${words.value.guest.call(house.name)}: ${phone(house.phone)}`}>{phone(house.phone)}</a>}
    </header>
  );
}

/** A page that says one thing. */
export function Welcome({ children }: { children: ComponentChildren }) {
  return (
    <main class="welcome">
      <img src={icon} alt="" width={56} height={56} />
      {children}
    </main>
  );
}
