import { computed } from "@preact/signals";
import { locale } from "./index.ts";
import { en } from "./public.en.ts";
import { nl } from "./public.nl.ts";

export type PublicWords = typeof nl;

export const publicWords = computed<PublicWords>(() => (locale.value === "en" ? en : nl));
