import { computed } from "@preact/signals";
import { en } from "./desk.en.ts";
import { nl } from "./desk.nl.ts";
import { locale } from "./index.ts";

export type DeskWords = typeof nl;

export const desk = computed<DeskWords>(() => (locale.value === "en" ? en : nl));
