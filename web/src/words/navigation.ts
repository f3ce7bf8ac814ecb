import { computed } from "@preact/signals";
import { locale } from "./index.ts";

const nl = { title: "Onderdelen", incidents: "Incidenten", contacts: "Contacten", properties: "Objecten", post: "Post", settings: "Instellingen", trail: "Logboek" };

const en: typeof nl = { title: "Parts", incidents: "Incidents", contacts: "Contacts", properties: "Properties", post: "Post", settings: "Settings", trail: "Audit trail" };

/** The places of the desk: apart from what they say themselves, which is loaded later. */
export const navigation = computed(() => (locale.value === "en" ? en : nl));
