import { computed } from "@preact/signals";
import { locale } from "./index.ts";
import { en } from "./portal.en.ts";
import { nl } from "./portal.nl.ts";

export type PortalWords = typeof nl;

export const portal = computed<PortalWords>(() => (locale.value === "en" ? en : nl));
