import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/http.ts";
import type { CategoriesQuery, ColleaguesQuery } from "../gql/staff.ts";
import { CATEGORIES, EMPLOYEES } from "./operations.ts";

type Colleagues = ColleaguesQuery["employees"]["nodes"];
type Categories = CategoriesQuery["categories"];

/** The employees to choose from; none until they have come. */
export const useColleagues = (): Colleagues => useChoices<Colleagues>(async () => (await ask(EMPLOYEES, {})).employees.nodes, []);

/** The categories to choose from; `present` until they have come. */
export const useCategories = (present: Categories = []): Categories => useChoices(async () => (await ask(CATEGORIES, {})).categories, present);

function useChoices<Choices>(read: () => Promise<Choices>, before: Choices): Choices {
  const [choices, setChoices] = useState(before);
  useEffect(() => {
    void read().then(setChoices, () => {});
  }, []);
  return choices;
}
