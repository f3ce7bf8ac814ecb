// The schema browser: what this viewer may ask, with its descriptions, by search or from type to type.

import { ask, element } from "./client.js";

const REF = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
const VALUE = `name description type { ${REF} } defaultValue`;
const INTROSPECTION = `{ __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types { kind name description
    fields { name description args { ${VALUE} } type { ${REF} } }
    inputFields { ${VALUE} } enumValues { name description } possibleTypes { name } interfaces { name } }
} }`;

export class Explorer {
  constructor(place, search) {
    this.place = place;
    this.search = search;
    this.types = new Map();
    this.trail = [];
    search.addEventListener("input", () => this.draw());
  }

  /** Read the schema again: another viewer has another one. */
  async load(credentials) {
    const answer = await ask(INTROSPECTION, {}, credentials);
    const schema = answer.data?.__schema;
    this.types = new Map((schema?.types ?? []).filter(({ name }) => !name.startsWith("__")).map((type) => [type.name, type]));
    this.roots = ["queryType", "mutationType", "subscriptionType"].map((root) => schema?.[root]?.name).filter(Boolean);
    this.trail = this.trail.filter((name) => this.types.has(name));
    this.draw(answer.errors?.[0]?.message);
  }

  open(name) {
    this.search.value = "";
    this.trail.push(name);
    this.draw();
    this.place.scrollTop = 0;
  }

  draw(trouble) {
    const wanted = this.search.value.trim().toLowerCase();
    const current = this.types.get(this.trail.at(-1));
    if (trouble) this.place.replaceChildren(element("p", { class: "quiet" }, trouble));
    else if (wanted) this.place.replaceChildren(...this.found(wanted));
    else if (current) this.place.replaceChildren(this.back(), ...this.page(current));
    else this.place.replaceChildren(...this.roots.flatMap((root) => this.page(this.types.get(root))));
  }

  found(wanted) {
    const fits = ({ name, description }) => `${name} ${description ?? ""}`.toLowerCase().includes(wanted);
    const rows = [...this.types.values()].flatMap((type) => {
      const members = [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])].filter(fits);
      return fits(type) || members.length ? [element("h3", {}, this.link(type.name)), ...members.map((m) => this.member(m))] : [];
    });
    return rows.length ? rows : [element("p", { class: "quiet" }, "Nothing by that name, for this viewer.")];
  }

  back() {
    const step = () => { this.trail.pop(); this.draw(); };
    return element("button", { type: "button", class: "plain", onclick: step }, `← ${this.trail.at(-2) ?? "All"}`);
  }

  page(type) {
    const related = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])];
    const members = [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])];
    return [
      element("h3", {}, type.name, element("small", {}, type.kind.toLowerCase().replace("_", " "))),
      type.description && element("p", { class: "quiet" }, type.description),
      related.length && element("p", { class: "related" }, ...related.flatMap(({ name }) => [this.link(name), " "])),
      ...members.map((member) => this.member(member)),
    ].filter(Boolean);
  }

  member({ name, description, args = [], type, defaultValue }) {
    const line = [element("b", {}, name)];
    if (args.length) {
      line.push("(", ...args.flatMap((arg, index) => [index ? ", " : "", `${arg.name}: `, ...this.reference(arg.type)]), ")");
    }
    if (type) line.push(": ", ...this.reference(type));
    if (defaultValue && defaultValue !== "null") line.push(` = ${defaultValue}`);
    return element("div", { class: "member" }, element("code", {}, ...line), description && element("p", {}, description));
  }

  reference(type) {
    if (type.kind === "NON_NULL") return [...this.reference(type.ofType), "!"];
    if (type.kind === "LIST") return ["[", ...this.reference(type.ofType), "]"];
    return [this.link(type.name)];
  }

  link(name) {
    if (!this.types.has(name)) return name;
    return element("button", { type: "button", class: "type", onclick: () => this.open(name) }, name);
  }
}
