/** The text of an operation, which knows what it takes and what it gives; the types come from the printed schema. */
export type Operation<Data, Variables> = string & { readonly of?: (variables: Variables) => Data };

export const operation = <Data, Variables = Record<string, never>>(text: string) => text as Operation<Data, Variables>;
