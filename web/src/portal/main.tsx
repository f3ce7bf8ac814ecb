import { render } from "preact";
import "../parts/pressing.ts";
import "../style/index.css";
import "../style/report.css";
import "../style/me.css";
import "../style/portal.css";
import { Portal } from "./Portal.tsx";
import { enter } from "./portal.ts";

void enter();
render(<Portal />, document.getElementById("page")!);
