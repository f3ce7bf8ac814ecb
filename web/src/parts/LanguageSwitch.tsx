import { chooseLanguage, locale, words } from "../words/index.ts";

/** `hasAnswers`: what the service said is on the page, and is asked again in the language that is chosen. */
export function LanguageSwitch({ hasAnswers = false }: { hasAnswers?: boolean }) {
  const other = locale.value === "en" ? "nl" : "en";

  function choose() {
    chooseLanguage(other);
    if (hasAnswers) location.reload();
  }

  return <button type="button" class="link" lang={other} onClick={choose}>{words.value.language.switch}</button>;
}
