import type { TrailSubjectsQuery } from "../../gql/staff.ts";
import { trail } from "../../words/trail.ts";
import { type Subject, isSubject, pathOf } from "../paths.ts";
import { homeOf } from "./contacts.ts";

/** How something is called, and where at the desk it is shown. */
export interface Place {
  text: string;
  href?: string;
}

type Node = NonNullable<TrailSubjectsQuery["nodes"][number]>;

/** Each kind of thing that an act can be about, by what somebody knows it by. */
export function placeOf(node: Node): Place {
  switch (node.__typename) {
    case "Incident": case "WorkOrder": case "OwnerConsultation": case "InternalTask": return subjectPlace(node);
    case "Thread": return threadPlace(node.subject);
    case "Message": return threadPlace(node.thread?.subject);
    case "Delivery": return threadPlace(node.thread?.subject);
    case "Contact": return { text: node.name, href: `/desk/contacts/${node.id}` };
    case "Property": return { text: node.address, href: `/desk/properties/${node.id}` };
    case "Unit": return { text: homeOf(node), ...(node.property ? { href: `/desk/properties/${node.property.id}` } : {}) };
    case "Tenancy": return { text: `${node.tenant.name}, ${homeOf(node.unit)}`, href: `/desk/contacts/${node.tenant.id}` };
    case "Ownership": return { text: `${node.owner.name}, ${node.owned.address}`, href: `/desk/properties/${node.owned.id}` };
    case "Employee": return { text: node.name, href: "/desk/settings/employees" };
    case "Category": return { text: node.name, href: "/desk/settings/categories" };
    case "Organisation": return { text: node.name, href: "/desk/settings" };
    case "GuestLink": return { text: node.contact.displayName };
    default: return { text: trail.value.kind[node.__typename] ?? node.__typename };
  }
}

const subjectPlace = (subject: Subject): Place => ({ text: `${subject.reference} ${subject.title}`, href: pathOf(subject) });

const threadPlace = (subject: object | null | undefined): Place =>
  isSubject(subject) ? subjectPlace(subject) : { text: trail.value.kind.Thread! };
