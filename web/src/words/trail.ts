import { computed } from "@preact/signals";
import { locale } from "./index.ts";
import { en } from "./trail.en.ts";
import { nl } from "./trail.nl.ts";

export type TrailWords = typeof nl;

export const trail = computed<TrailWords>(() => (locale.value === "en" ? en : nl));
