import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import icon from "../icon.svg";
import { OfflineBanner } from "../parts/Banner.tsx";
import { Input } from "../parts/Field.tsx";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { Me } from "../parts/Me.tsx";
import { useSubmit } from "../parts/form.ts";
import { lastHouse, signInAddress } from "../parts/house.ts";
import { desk } from "../words/desk.ts";
import { words } from "../words/index.ts";
import { Inbox } from "./Inbox.tsx";
import { IncidentPage } from "./IncidentPage.tsx";
import { Navigation } from "./Navigation.tsx";
import { type Viewer, seat, signIn, signOut, takeSeat, unread } from "./desk.ts";
import { incident, isThere } from "./incident.ts";
import { useKeys } from "./keys.ts";
import { Categories, ContactPage, Contacts, Employees, Post, Properties, PropertyPage, SessionsPage, SettingsPage, Trail } from "./laterPages.tsx";
import { pageTitle, useTitle } from "./title.ts";

/** The pages of staff: whoever is not signed in is asked to first. */
export function Desk() {
  const now = seat.value;
  const title = [pageTitle.value, desk.value.title].filter(Boolean).join(" · ");
  const count = unread.value;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }, [count, title]);
  if (now === "unknown") return <p class="welcome" role="status">{words.value.guest.loading}</p>;
  if (now === "unreachable") return <Unreachable />;
  if (now === "empty") return <SignIn />;
  return <LocationProvider><Office viewer={now} /></LocationProvider>;
}

function Unreachable() {
  return (
    <main class="welcome">
      <p role="alert">{words.value.trouble.offline}</p>
      <button type="button" class="main" onClick={() => void takeSeat()}>{words.value.act.retry}</button>
    </main>
  );
}

function SignIn() {
  const { signIn: say } = desk.value;
  const { submit, isBusy, trouble } = useSubmit(({ email = "", password = "" }) => signIn(email, password), () => {});

  return (
    <main class="welcome">
      <img src={icon} alt="" width={56} height={56} />
      <h1>{say.title}</h1>
      <form class="sign-in" onSubmit={submit}>
        <Input type="email" name="email" label={say.email} autoComplete="username" required />
        <Input type="password" name="password" label={say.password} autoComplete="current-password" required />
        {trouble && <p class="trouble" role="alert">{trouble}</p>}
        <button class="main" disabled={isBusy}>{say.button}</button>
      </form>
      <a class="link" href={signInAddress(lastHouse())}>{say.byLink}</a>
      <LanguageSwitch />
    </main>
  );
}

function Office({ viewer }: { viewer: Viewer }) {
  const { path } = useLocation();
  const isOpen = path.startsWith("/desk/incidents/");
  return (
    <div class={isOpen ? "desk has-incident" : "desk"}>
      <header class="desk-bar">
        <img src={icon} alt="" width={28} height={28} />
        <a href="/desk" class="house">{viewer.organisation.name}</a>
        <Navigation role={viewer.role} />
        <Me name={viewer.displayName} out={desk.value.signIn.out} signOut={signOut}><a href="/desk/sessions">{desk.value.signIn.sessions}</a></Me>
      </header>
      <OfflineBanner />
      <Router>
        <Route path="/desk/contacts" component={Contacts} />
        <Route path="/desk/contacts/:id" component={ContactPage} />
        <Route path="/desk/properties" component={Properties} />
        <Route path="/desk/properties/:id" component={PropertyPage} />
        <Route path="/desk/post" component={Post} />
        <Route path="/desk/sessions" component={SessionsPage} />
        {viewer.role === "ADMIN" ? ADMIN_ROUTES : []}
        <Route path="/desk/incidents/:reference/:side?" component={Incidents} />
        <Route default component={Incidents} />
      </Router>
    </div>
  );
}

const ADMIN_ROUTES = [
  <Route path="/desk/settings" component={SettingsPage} />,
  <Route path="/desk/settings/categories" component={Categories} />,
  <Route path="/desk/settings/employees" component={Employees} />,
  <Route path="/desk/settings/trail" component={Trail} />,
];

function Incidents({ reference, side }: { reference?: string; side?: string }) {
  const { title } = desk.value.inbox;
  useKeys();
  useTitle(reference && isThere(incident.value) ? incident.value.title : title);
  return (
    <main class="desk-pages">
      <Inbox />
      <div class="desk-main">{reference ? <IncidentPage reference={reference} {...(side ? { side } : {})} /> : <Nothing />}</div>
    </main>
  );
}

const Nothing = () => <p class="quiet pick">{desk.value.inbox.pick}</p>;
