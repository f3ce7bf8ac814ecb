import { phone } from "../../words/formats.ts";

/** How somebody is reached, to tap. */
export function Reach({ of }: { of: { email: string | null; phone: string | null } }) {
  return (
    <span class="reach">
      {of.phone && <a href={`tel:${of.phone}`}>{phone(of.phone)}</a>}
      {of.email && <a href={`mailto:${of.email}`}>{of.email}</a>}
    </span>
  );
}
