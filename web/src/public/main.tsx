import { render } from "preact";
import "../style/index.css";
import "../style/report.css";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { ReportPage } from "./ReportPage.tsx";
import { SignIn } from "./SignIn.tsx";
import { begin } from "./report.ts";

const [page, slug = ""] = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
if (page === "report") void begin(slug);

/** The pages for whoever is not signed in: the public form, and signing in. */
function Public() {
  return (
    <div class="guest">
      {page === "report" ? <ReportPage slug={slug} /> : <SignIn slug={slug || null} />}
      <footer><LanguageSwitch /></footer>
    </div>
  );
}

render(<Public />, document.getElementById("page")!);
