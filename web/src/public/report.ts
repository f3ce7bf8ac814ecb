/** A report without an account: the form of a house, and the way by which its reports go. */
import { signal } from "@preact/signals";
import { Offline, type Refused, act, ask, credential } from "../api/http.ts";
import { newSecret } from "../api/ids.ts";
import type * as Gql from "../gql/public.ts";
import type { Draft } from "../report/draft.ts";
import { ReportForm } from "../report/form.ts";
import { photosOf } from "../report/photos.ts";
import { Tray } from "../thread/tray.ts";
import { locale } from "../words/index.ts";
import { publicWords } from "../words/public.ts";
import { FORM, REPORT, UPLOAD } from "./operations.ts";
import { type Proof, begin as beginProof, proofFor, spend } from "./proof.ts";

export type House = NonNullable<Gql.FormQuery["organisation"]>;
export type Receipt = Pick<Gql.ReportMutation["outcome"], "reference" | "confirmedBy">;

/** What goes to the service. Its proof makes that, sent twice, it is there once. */
type Report = Omit<Gql.ReportIncidentInput, "proof"> & { proof?: Proof };

export interface Visit {
  house: House;
  form: ReportForm<Report, Receipt>;
}

export const visit = signal<"loading" | "unreachable" | "missing" | Visit>("loading");

/** Fetches the form of a house. */
export async function begin(slug: string): Promise<void> {
  // Nobody reports here, whoever is signed in in this browser.
  credential.token = "";
  visit.value = "loading";
  try {
    const { organisation: house } = await ask(FORM, { slug });
    if (house) beginProof(house.reportForm.proof);
    visit.value = house ? { house, form: formOf(slug) } : "missing";
  } catch (reason) {
    visit.value = reason instanceof Offline ? "unreachable" : "missing";
  }
}

/** The language to be answered in: that of the page, unless another was chosen. */
export const languageOf = (fields: Draft<Report>["fields"]) => (fields["sender.locale"] ?? locale.value.toUpperCase()) as Gql.Locale;

const REQUIRED = ["description", "address.postcode", "address.houseNumber", "sender.name"];
const SENDER = ["sender.name", "sender.email", "sender.phone", "sender.locale"];
const PLACE = ["address.postcode", "address.houseNumber", "address.unit"];

function formOf(slug: string): ReportForm<Report, Receipt> {
  const key = `huismeester.report.${slug}`;
  const tray = new Tray((file) => act(UPLOAD, { input: { ...file, organisation: slug, reportKey: reportKey(key) } }), photosOf(key));
  return new ReportForm({
    key,
    tray,
    required: REQUIRED,
    fields: [...REQUIRED, ...SENDER, ...PLACE, "title"],
    lasting: [...SENDER, ...PLACE],
    check: (fields) => (fields["sender.email"]?.trim() || fields["sender.phone"]?.trim() ? {} : { "sender.email": publicWords.value.form.reachMissing }),
    reportOf: (draft) => reportOf(slug, reportKey(key), draft),
    prepare: async (report) => ({ ...report, attachmentIds: await tray.sendAll(), proof: await proofFor(slug) }),
    post: async (report) => {
      const { reference, confirmedBy } = await act(REPORT, { input: { ...report, proof: report.proof! } });
      spend();
      localStorage.removeItem(`${key}.secret`);
      return { reference, confirmedBy };
    },
    isStale: (refusal) => renewed(refusal, tray),
  });
}

/** The secret under which the photos of this report wait for it. */
function reportKey(key: string): string {
  const secret = localStorage.getItem(`${key}.secret`) ?? newSecret();
  localStorage.setItem(`${key}.secret`, secret);
  return secret;
}

function reportOf(organisation: string, reportKey: string, { categoryId, fields }: Draft<Report>): Report {
  const of = (name: string) => fields[name]?.trim() ?? "";
  return {
    organisation,
    reportKey,
    categoryId,
    title: of("title") || null,
    description: of("description"),
    address: { postcode: of("address.postcode"), houseNumber: of("address.houseNumber"), unit: of("address.unit") || null },
    sender: { name: of("sender.name"), email: of("sender.email") || null, phone: of("sender.phone") || null, locale: languageOf(fields) },
  };
}

/** Whether something was too old, which has been thrown away, so that it is made anew. */
function renewed({ code, field }: Refused, tray: Tray): boolean {
  if (code === "PROOF_NOT_VALID") spend();
  else if (field === "attachmentIds") tray.forgetSent();
  else return false;
  return true;
}
