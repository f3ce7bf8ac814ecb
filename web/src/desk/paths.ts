/** Where at the desk something is. */

/** An incident, or a sub-incident with the incident that it stands beside. */
export interface Subject {
  reference: string;
  title: string;
  incident?: { reference: string };
}

/** What a thread is about, or what an act was about, may be something else, or gone. */
export const isSubject = (found: object | null | undefined): found is Subject => found != null && "reference" in found;

export const pathOf = ({ reference, incident }: Pick<Subject, "reference" | "incident">): string =>
  incident ? `/desk/incidents/${incident.reference}/${reference}` : `/desk/incidents/${reference}`;
