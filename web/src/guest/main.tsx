import { render } from "preact";
import "../style/index.css";
import { Guest } from "./Guest.tsx";
import { begin } from "./visit.ts";

begin();
render(<Guest />, document.getElementById("page")!);
