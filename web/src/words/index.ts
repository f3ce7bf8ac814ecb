import { computed, effect, signal } from "@preact/signals";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export type Words = typeof nl;
export type Language = "nl" | "en";

const KEPT = "huismeester.language";

/** What was chosen on this device, if anything was. */
export function keptLanguage(): Language | null {
  const kept = localStorage.getItem(KEPT);
  return kept === "nl" || kept === "en" ? kept : null;
}

const browsers = (): Language => (navigator.language.toLowerCase().startsWith("en") ? "en" : "nl");

/** The language of the page: what was chosen here, or else what the person is written to in, or else the browser's. */
export const locale = signal<Language>(keptLanguage() ?? browsers());

export const words = computed<Words>(() => (locale.value === "en" ? en : nl));

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  locale.value = language;
}

/** The language in which the service knows somebody; a choice made on this device goes before it. */
export function suggestLanguage(known: "NL" | "EN"): void {
  locale.value = keptLanguage() ?? (known === "EN" ? "en" : "nl");
}

effect(() => {
  document.documentElement.lang = locale.value;
});
