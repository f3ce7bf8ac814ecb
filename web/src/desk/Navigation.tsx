import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import type { EmployeeRole } from "../gql/staff.ts";
import { desk } from "../words/desk.ts";
import { navigation } from "../words/navigation.ts";
import { unread } from "./desk.ts";

/** Where one can go: in the bar of the desk, and at the bottom of a telephone. */
export function Navigation({ role }: { role: EmployeeRole }) {
  const say = navigation.value;
  const { path } = useLocation();
  const count = unread.value;
  const at = (place: string) => (path.startsWith(place) ? "page" : undefined);
  const isElsewhere = ["contacts", "properties", "post", "settings", "sessions"].some((place) => path.startsWith(`/desk/${place}`));
  return (
    <nav class="navigation" aria-label={say.title}>
      <a href="/desk" aria-current={isElsewhere ? undefined : "page"}>
        <Icon><path d="M4 13l2.5-8h11L20 13v6H4zM4 13h5a3 3 0 006 0h5" /></Icon>
        <span>{say.incidents}</span>
        {count > 0 && <span class="count" aria-label={desk.value.inbox.unread(count)}>{count}</span>}
      </a>
      <a href="/desk/contacts" aria-current={at("/desk/contacts")}><Icon><circle cx="12" cy="8" r="4" /><path d="M4 20c1-4 4-6 8-6s7 2 8 6" /></Icon><span>{say.contacts}</span></a>
      <a href="/desk/properties" aria-current={at("/desk/properties")}><Icon><path d="M3 11l9-7 9 7M6 9v11h12V9M10 20v-6h4v6" /></Icon><span>{say.properties}</span></a>
      <a href="/desk/post" aria-current={at("/desk/post")}><Icon><path d="M3 6h18v12H3zM3 7l9 7 9-7" /></Icon><span>{say.post}</span></a>
      {role === "ADMIN" && <a href="/desk/settings" aria-current={at("/desk/settings")}><Icon><path d="M4 7h9M18 7h2M4 17h2M11 17h9" /><circle cx="15.5" cy="7" r="2.5" /><circle cx="8.5" cy="17" r="2.5" /></Icon><span>{say.settings}</span></a>}
    </nav>
  );
}

const Icon = ({ children }: { children: ComponentChildren }) => <svg viewBox="0 0 24 24" aria-hidden="true">{children}</svg>;
