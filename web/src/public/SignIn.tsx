import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Offline, Refused, act, ask } from "../api/http.ts";
import type { HouseQuery } from "../gql/public.ts";
import { sentence } from "../parts/Dialog.tsx";
import { Input, focusFirstWrong } from "../parts/Field.tsx";
import { Welcome } from "../parts/Page.tsx";
import { comeBack, rememberHouse } from "../parts/house.ts";
import { words } from "../words/index.ts";
import { publicWords } from "../words/public.ts";
import { HOUSE, REDEEM, REQUEST_LINK, SIGN_IN, WHO } from "./operations.ts";

type Known = Pick<HouseQuery, "viewer"> & { organisation?: HouseQuery["organisation"] };
type Way = "link" | "password" | "asked";

/** Where invitations and links from an e-mail lead, and where to ask for one. */
export function SignIn({ slug }: { slug: string | null }) {
  const [known, setKnown] = useState<Known | "loading" | "unreachable">("loading");
  const [secret, setSecret] = useState(location.hash.slice(1));
  const [isGone, setGone] = useState(false);
  const { signIn: say, missing } = publicWords.value;

  async function look() {
    setKnown("loading");
    await (slug ? ask(HOUSE, { slug }) : ask(WHO, {})).then(setKnown, (reason) => setKnown(reason instanceof Offline ? "unreachable" : { viewer: null }));
  }

  useEffect(() => {
    void look();
    // A second letter, opened in the tab of the first.
    const changed = () => setSecret(location.hash.slice(1));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);

  const name = typeof known === "object" ? known.organisation?.name : undefined;
  const title = name ? say.at(name) : say.title;
  useEffect(() => {
    document.title = title;
  }, [title]);

  if (known === "loading") return <Welcome><p role="status">{words.value.guest.loading}</p></Welcome>;
  if (known === "unreachable") {
    return <Welcome><p role="alert">{words.value.trouble.offline}</p><button type="button" class="main" onClick={() => void look()}>{words.value.act.retry}</button></Welcome>;
  }
  // Who is signed in finds only its own house, so that another one being away says nothing.
  if (slug && !name && !known.viewer) return <Welcome><h1>{missing.title}</h1><p>{missing.text}</p></Welcome>;
  if (secret) return <Redeem slug={slug} title={title} refused={() => { forget(); setSecret(""); setGone(true); }} />;
  return (
    <Welcome>
      {isGone ? <><h1>{say.gone.title}</h1><p role="status">{say.gone.text}</p></> : <h1>{title}</h1>}
      {known.viewer && <p>{say.already(known.viewer.displayName)} <a href={homeOf(known.viewer)}>{say.goOn}</a></p>}
      <Ask slug={slug} />
    </Welcome>
  );
}

/** Signs in with the secret of the link, when somebody presses the button: what looks at links by itself uses none up. */
function Redeem({ slug, title, refused }: { slug: string | null; title: string; refused: () => void }) {
  const { signIn: say } = publicWords.value;
  const password = useForm(async ({ newPassword = "" }) => {
    try {
      const { viewer } = await act(REDEEM, { input: { token: location.hash.slice(1), newPassword: newPassword || null } });
      forget();
      enter(slug, viewer);
    } catch (reason) {
      if (reason instanceof Refused && reason.code === "LINK_NOT_VALID") return refused();
      throw reason;
    }
  });
  return (
    <Welcome>
      <h1>{title}</h1>
      <p>{say.withLinkText}</p>
      <form {...password.form}>
        <details class="choose" open={"newPassword" in password.wrong}>
          <summary>{say.choosePassword}</summary>
          <Input type="password" name="newPassword" label={say.newPassword} hint={say.newPasswordHint} wrong={password.wrong.newPassword} autoComplete="new-password" isOptional={false} />
        </details>
        <Trouble text={password.trouble} />
        <button class="main" disabled={password.isBusy}>{say.byPassword}</button>
      </form>
    </Welcome>
  );
}

/** Asks for a link, or signs in with a password; what was typed stays when one changes one's mind. */
function Ask({ slug }: { slug: string | null }) {
  const { signIn: say } = publicWords.value;
  const [way, setWay] = useState<Way>(slug ? "link" : "password");
  const [email, setEmail] = useState("");

  const asking = useForm(async ({ password = "" }) => {
    if (way === "password") {
      const { viewer } = await act(SIGN_IN, { input: { email, password, organisation: slug } });
      return enter(slug, viewer);
    }
    await act(REQUEST_LINK, { input: { email, organisation: slug ?? "" } });
    setWay("asked");
  });

  if (way === "asked") {
    return (
      <>
        <div role="status"><h2>{say.asked.title}</h2><p>{say.asked.text(email)}</p></div>
        <p class="quiet">{say.asked.again}</p>
        <button type="button" class="plain" onClick={() => setWay("link")}>{say.asked.back}</button>
      </>
    );
  }
  return (
    <form {...asking.form}>
      <p>{way === "link" ? say.byLinkText : !slug && say.noHouse}</p>
      <Input type="email" name="email" label={say.email} autoComplete="username" required value={email} wrong={asking.wrong.email} onInput={(event) => setEmail(event.currentTarget.value)} />
      {way === "password" && <Input type="password" name="password" label={say.password} autoComplete="current-password" required wrong={asking.wrong.password} />}
      <Trouble text={asking.trouble} />
      <button class="main" disabled={asking.isBusy}>{way === "link" ? say.byLink : say.byPassword}</button>
      {slug && <button type="button" class="link" onClick={() => setWay(way === "link" ? "password" : "link")}>{way === "link" ? say.toPassword : say.toLink}</button>}
    </form>
  );
}

const Trouble = ({ text }: { text: string }) => (text ? <p class="trouble" role="alert">{text}</p> : null);

/** A form whose refusals stand beside their field, or under all of them. */
function useForm(submit: (values: Record<string, string>) => Promise<unknown>) {
  const ref = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  useLayoutEffect(() => focusFirstWrong(ref.current), [wrong]);

  async function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(ref.current!)].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setTrouble("");
    setWrong({});
    await submit(values).catch((reason: unknown) => {
      if (reason instanceof Refused && reason.field in { ...values, newPassword: "" }) setWrong({ [reason.field]: reason.message });
      else setTrouble(sentence(reason));
    });
    setBusy(false);
  }

  return { form: { ref, onSubmit, class: "sign-in" }, wrong, trouble, isBusy };
}

/** The secret leaves the address bar, and with it the history. */
const forget = () => history.replaceState(null, "", location.pathname);

const homeOf = (viewer: { __typename: string }) => (viewer.__typename === "StaffViewer" ? "/desk" : "/portal");

function enter(slug: string | null, viewer: { __typename: string } | null): void {
  if (slug) rememberHouse(slug);
  if (viewer) location.replace(comeBack(homeOf(viewer)));
}
