import { useLocation } from "preact-iso";
import { navigation } from "../../words/navigation.ts";
import { registers } from "../../words/registers.ts";

/** What there is to set, each on a page of its own. */
export function SettingsPlaces() {
  const { settings, categories, employees } = registers.value;
  const { path } = useLocation();
  const places = [["/desk/settings", settings.general], ["/desk/settings/categories", categories.title], ["/desk/settings/employees", employees.title], ["/desk/settings/trail", navigation.value.trail]] as const;
  return (
    <nav class="places" aria-label={settings.places}>
      {places.map(([href, text]) => <a key={href} href={href} aria-current={path === href ? "page" : undefined}>{text}</a>)}
    </nav>
  );
}
