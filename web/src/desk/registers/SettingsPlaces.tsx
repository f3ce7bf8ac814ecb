import { useLocation } from "preact-iso";
import { registers } from "../../words/registers.ts";

/** What there is to set, each on a page of its own. */
export function SettingsPlaces() {
  const { settings, categories, employees } = registers.value;
  const { path } = useLocation();
  const places = [["/desk/settings", settings.general], ["/desk/settings/categories", categories.title], ["/desk/settings/employees", employees.title]] as const;
  return (
    <nav class="places" aria-label={settings.places}>
      {places.map(([href, text]) => <a key={href} href={href} aria-current={path === href ? "page" : undefined}>{text}</a>)}
    </nav>
  );
}
