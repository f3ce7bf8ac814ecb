import { chooseLanguage, locale, words } from "../words/index.ts";

export function LanguageSwitch() {
  const other = locale.value === "en" ? "nl" : "en";
  return <button type="button" class="link" lang={other} onClick={() => chooseLanguage(other)}>{words.value.language.switch}</button>;
}
