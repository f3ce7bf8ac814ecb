import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import icon from "../icon.svg";
import { OfflineBanner } from "../parts/Banner.tsx";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { Me } from "../parts/Me.tsx";
import { Welcome } from "../parts/Page.tsx";
import { signInAddress } from "../parts/house.ts";
import { later } from "../parts/later.tsx";
import { phone } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { portal } from "../words/portal.ts";
import { Overview } from "./Overview.tsx";
import { type Viewer, enter, isThere, seat, signOut, unread } from "./portal.ts";

const NewReport = later(() => import("./NewReport.tsx").then((page) => page.NewReport));
const SubjectPage = later(() => import("./SubjectPage.tsx").then((page) => page.SubjectPage));
const Preferences = later(() => import("./Preferences.tsx").then((page) => page.Preferences));

/** Mijn Portaal: all that somebody takes part in, for whoever is signed in. */
export function Portal() {
  const now = seat.value;
  const title = unread.value > 0 ? `(${unread.value}) ${portal.value.title}` : portal.value.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (now === "unknown") return <div class="guest"><Welcome><p role="status">{words.value.guest.loading}</p></Welcome></div>;
  if (now === "unreachable") return <Unreachable />;
  if (!isThere(now)) return <Away staff={now.staff} />;
  return <LocationProvider scope="/portal"><House viewer={now} /></LocationProvider>;
}

function Unreachable() {
  return (
    <div class="guest">
      <Welcome>
        <p role="alert">{words.value.trouble.offline}</p>
        <button type="button" class="main" onClick={() => void enter()}>{words.value.act.retry}</button>
      </Welcome>
    </div>
  );
}

function Away({ staff }: { staff: string | null }) {
  const { away } = portal.value;
  return (
    <div class="guest">
      <Welcome>
        <h1>{away.title}</h1>
        {staff ? <p>{away.staff(staff)}</p> : <p>{away.text}</p>}
        {staff ? <a class="main button" href="/desk">{away.desk}</a> : <a href={signInAddress(null)}>{away.password}</a>}
      </Welcome>
      <footer><LanguageSwitch /></footer>
    </div>
  );
}

function House({ viewer }: { viewer: Viewer }) {
  const { path } = useLocation();
  const isOpen = path.replace(/\/$/, "") !== "/portal";
  useEffect(() => void SubjectPage.preload(), []); // somebody who reads the overview opens one next
  return (
    <div class={isOpen ? "portal has-page" : "portal"}>
      <Bar viewer={viewer} />
      <OfflineBanner />
      <Overview viewer={viewer} isMain={!isOpen} />
      <div class="portal-main" role={isOpen ? "main" : "complementary"}>
        <ErrorBoundary>
          <Router>
            <Route path="/portal/report" component={NewReport} />
            <Route path="/portal/preferences" component={Preferences} />
            <Route path="/portal/:kind/:reference" component={SubjectPage} />
            <Route default component={Nothing} />
          </Router>
        </ErrorBoundary>
      </div>
    </div>
  );
}

const Nothing = () => <p class="quiet pick">{portal.value.list.pick}</p>;

/** Whose house it is, who is in it, and what they may do about themselves. */
function Bar({ viewer: { organisation: house, displayName } }: { viewer: Viewer }) {
  return (
    <header class="portal-bar">
      <img src={icon} alt="" width={28} height={28} />
      <a href="/portal" class="house">{house.name}</a>
      <Me name={displayName} out={portal.value.out} signOut={signOut}>
        <a href="/portal/preferences">{portal.value.preferences}</a>
        {house.phone && <a href={`tel:${house.phone}`}>{words.value.guest.call(house.name)} <span class="quiet">{phone(house.phone)}</span></a>}
      </Me>
    </header>
  );
}
