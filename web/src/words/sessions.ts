import { computed } from "@preact/signals";
import { locale } from "./index.ts";

const nl = {
  title: "Waar u bent ingelogd",
  text: "Kent u iets niet, of is een toestel kwijt? Log het hier uit.",
  here: "Hier",
  unknown: "Onbekend toestel",
  kind: { PASSWORD: "Met een wachtwoord,", SIGN_IN_LINK: "Met een link uit een e-mail,", GUEST_LINK: "Met een link," },
  signedIn: "Ingelogd",
  lastUsed: (when: string) => `gebruikt ${when}`,
  end: "Uitloggen",
  endOf: (browser: string) => `Uitloggen: ${browser}`,
  endOthers: "Overal elders uitloggen",
  onlyHere: "U bent nergens anders ingelogd.",
};

const en: typeof nl = {
  title: "Where you are signed in",
  text: "Something you do not know, or a device that is lost? Sign it out here.",
  here: "Here",
  unknown: "Unknown device",
  kind: { PASSWORD: "With a password,", SIGN_IN_LINK: "With a link from an e-mail,", GUEST_LINK: "With a link," },
  signedIn: "Signed in",
  lastUsed: (when) => `used ${when}`,
  end: "Sign out",
  endOf: (browser) => `Sign out: ${browser}`,
  endOthers: "Sign out everywhere else",
  onlyHere: "You are not signed in anywhere else.",
};

/** What is said of sessions, at the desk and in Mijn Portaal. */
export const sessionWords = computed(() => (locale.value === "en" ? en : nl));
