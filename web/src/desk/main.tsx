import { render } from "preact";
import "../parts/pressing.ts";
import "../style/index.css";
import "../style/me.css";
import "../style/desk.css";
import "../style/registers.css";
import { Desk } from "./Desk.tsx";
import { takeSeat } from "./desk.ts";

void takeSeat();
render(<Desk />, document.getElementById("page")!);
