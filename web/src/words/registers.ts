import { computed } from "@preact/signals";
import { locale } from "./index.ts";
import { en } from "./registers.en.ts";
import { nl } from "./registers.nl.ts";

export type RegisterWords = typeof nl;

export const registers = computed<RegisterWords>(() => (locale.value === "en" ? en : nl));
