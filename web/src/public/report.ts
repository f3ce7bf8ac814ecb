/** A report without an account: what is written, how it is sent, and what came of it. */
import { signal } from "@preact/signals";
import { Offline, Refused, act, ask, credential } from "../api/http.ts";
import type * as Gql from "../gql/public.ts";
import { sentence } from "../parts/Dialog.tsx";
import { type Draft, EMPTY, dropDraft, keepDraft, keptDraft } from "../report/draft.ts";
import { locale } from "../words/index.ts";
import { publicWords } from "../words/public.ts";
import { report as say } from "../words/report.ts";
import { FORM, REPORT } from "./operations.ts";
import { type Proof, begin as beginProof, proofFor, spend } from "./proof.ts";

export type House = NonNullable<Gql.FormQuery["organisation"]>;
export type Receipt = Pick<Gql.ReportMutation["outcome"], "reference" | "confirmedBy">;

/** What is being sent. It keeps its proof, by which the service knows it again: sent twice, it is there once. */
interface Attempt {
  report: Omit<Gql.ReportIncidentInput, "proof">;
  proof?: Proof;
}

const PAUSE = 5_000;
const REQUIRED = ["description", "address.postcode", "address.houseNumber", "sender.name"];
const FIELDS = [...REQUIRED, "title", "address.unit", "sender.email", "sender.phone"];

export const stage = signal<"loading" | "unreachable" | "missing" | "writing" | "sending" | "waiting" | Receipt>("loading");
export const house = signal<House | null>(null);
export const draft = signal<Draft<Attempt>>(EMPTY);

/** What is wrong, by the name of its field; and what is wrong with the whole. */
export const wrong = signal<Record<string, string>>({});
export const trouble = signal("");

let slug = "";
let timer: ReturnType<typeof setTimeout> | undefined;

const key = () => `huismeester.report.${slug}`;

/** Fetches the form of a house, and takes up what an earlier visit left on this device. */
export async function begin(of: string): Promise<void> {
  slug = of;
  // Nobody reports here, whoever is signed in in this browser.
  credential.token = "";
  stage.value = "loading";
  draft.value = keptDraft(key());
  try {
    const { organisation } = await ask(FORM, { slug });
    house.value = organisation;
    if (!organisation) stage.value = "missing";
    else takeUp(organisation);
  } catch (reason) {
    stage.value = reason instanceof Offline ? "unreachable" : "missing";
  }
}

function takeUp({ reportForm }: House): void {
  beginProof(reportForm.proof);
  const receipt = sessionStorage.getItem(`${key()}.receipt`);
  stage.value = receipt ? JSON.parse(receipt) : "writing";
  if (draft.value.attempt) void deliver();
}

export function change(changed: Partial<Draft<Attempt>>): void {
  draft.value = { ...draft.value, ...changed };
  keepDraft(key(), draft.value);
}

/** Sends what is written. What is not right is said beside its field, and nothing of it is lost. */
export async function send(): Promise<void> {
  const { fields, categoryId } = draft.value;
  trouble.value = "";
  wrong.value = whatIsMissing(fields);
  if (Object.keys(wrong.value).length > 0) return;
  change({ attempt: { report: reportOf(categoryId, fields) } });
  await deliver();
}

/** Begins another report, of the same sender at the same place. */
export function another(): void {
  const { title: _, description: __, ...same } = draft.value.fields;
  sessionStorage.removeItem(`${key()}.receipt`);
  draft.value = { ...EMPTY, fields: same };
  stage.value = "writing";
}

function whatIsMissing(fields: Record<string, string>): Record<string, string> {
  const isBlank = (name: string) => !fields[name]?.trim();
  return {
    ...Object.fromEntries(REQUIRED.filter(isBlank).map((name) => [name, say.value.fillIn])),
    ...(isBlank("sender.email") && isBlank("sender.phone") ? { "sender.email": publicWords.value.form.reachMissing } : {}),
  };
}

function reportOf(categoryId: string, fields: Record<string, string>): Attempt["report"] {
  const of = (name: string) => fields[name]?.trim() ?? "";
  return {
    organisation: slug,
    categoryId,
    title: of("title") || null,
    description: of("description"),
    address: { postcode: of("address.postcode"), houseNumber: of("address.houseNumber"), unit: of("address.unit") || null },
    sender: { name: of("sender.name"), email: of("sender.email") || null, phone: of("sender.phone") || null, locale: languageOf(fields) },
  };
}

/** The language to be answered in: that of the page, unless another was chosen. */
export const languageOf = (fields: Record<string, string>) => (fields["sender.locale"] ?? locale.value.toUpperCase()) as Gql.Locale;

/** Sends what was made ready, as it is, until there is an answer. */
async function deliver(): Promise<void> {
  clearTimeout(timer);
  const { attempt } = draft.value;
  if (!attempt) return;
  if (stage.value !== "waiting") stage.value = "sending";
  try {
    const proof = attempt.proof ?? (await proofFor(slug));
    change({ attempt: { ...attempt, proof } });
    const { reference, confirmedBy } = await act(REPORT, { input: { ...attempt.report, proof } });
    arrived({ reference, confirmedBy });
  } catch (reason) {
    if (reason instanceof Offline) wait();
    else if (attempt.proof && isTooOld(reason)) await deliverAnew(attempt.report);
    else takeBack(reason);
  }
}

const isTooOld = (reason: unknown) => reason instanceof Refused && reason.code === "PROOF_NOT_VALID";

function deliverAnew(report: Attempt["report"]): Promise<void> {
  spend();
  change({ attempt: { report } });
  return deliver();
}

function arrived(receipt: Receipt): void {
  spend();
  dropDraft(key());
  sessionStorage.setItem(`${key()}.receipt`, JSON.stringify(receipt));
  draft.value = { ...draft.value, attempt: undefined };
  stage.value = receipt;
}

function wait(): void {
  stage.value = "waiting";
  timer = setTimeout(() => void deliver(), PAUSE);
}

/** It was not taken: back to the form, with why. */
function takeBack(reason: unknown): void {
  if (isTooOld(reason)) spend();
  const field = reason instanceof Refused ? reason.field : "";
  change({ attempt: undefined, ...(field === "categoryId" ? { isChosen: false } : {}) });
  if (FIELDS.includes(field)) wrong.value = { [field]: sentence(reason) };
  else trouble.value = sentence(reason);
  stage.value = "writing";
}

addEventListener("online", () => stage.value === "waiting" && void deliver());
