import { render } from "preact";
import "../parts/pressing.ts";
import "../style/index.css";
import { Guest } from "./Guest.tsx";
import { begin } from "./visit.ts";

begin();
// A second link, opened in the tab of the first, changes nothing but what follows `#`.
addEventListener("hashchange", begin);
render(<Guest />, document.getElementById("page")!);
