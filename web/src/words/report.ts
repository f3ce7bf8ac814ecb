import { computed } from "@preact/signals";
import { locale } from "./index.ts";
import { en } from "./report.en.ts";
import { nl } from "./report.nl.ts";

export type ReportWords = typeof nl;

export const report = computed<ReportWords>(() => (locale.value === "en" ? en : nl));
