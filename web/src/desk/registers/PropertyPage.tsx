import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { act, ask } from "../../api/http.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { useOne } from "../../parts/one.ts";
import { Owners } from "./Owners.tsx";
import { EditProperty } from "./PropertyForms.tsx";
import { Opened, Register } from "./Register.tsx";
import { Units } from "./Units.tsx";
import { PROPERTY_BY_ID, UPDATE_PROPERTY } from "./operations.ts";
import { type PropertyDetails, properties } from "./properties.ts";

/** A property: its units with who rents them, and whose it is. */
export function PropertyPage({ id = "" }: { id?: string }) {
  const { property: say } = registers.value;
  const { now, look } = useOne(async () => (await ask(PROPERTY_BY_ID, { id })).property, id);
  const back = <a class="link back-link" href="/desk/properties">{say.back}</a>;
  return <Opened now={now} again={() => void look()} missing={say.missing} back={back}>{(property) => <Page now={property} look={look} back={back} />}</Opened>;
}

function Page({ now, look, back }: { now: PropertyDetails; look: () => Promise<void>; back: ComponentChildren }) {
  const { property: say, act: acts } = registers.value;
  const [dialog, setDialog] = useState<"edit" | "archive" | null>(null);
  const close = () => setDialog(null);

  async function archive(isArchived: boolean) {
    await act(UPDATE_PROPERTY, { input: { propertyId: now.id, isArchived, expectedVersion: now.version } }).finally(look);
    void properties.look();
  }

  const beside = (
    <div class="buttons">
      <a class="plain small" href={`/desk?property=${now.id}`}>{say.incidents}</a>
      <button type="button" class="plain small" onClick={() => setDialog("edit")}>{acts.edit}</button>
      {now.isArchived ? <ActButton text={acts.restore} act={() => archive(false)} /> : <button type="button" class="plain small" onClick={() => setDialog("archive")}>{acts.archive}</button>}
    </div>
  );
  return (
    <Register title={now.address} text={now.name ?? undefined} back={back} chips={[now.isManagedForOwner ? say.managed : say.notManaged, now.isArchived && say.archived]} beside={beside}>
      <Units now={now} look={look} />
      <Owners now={now} look={look} />
      {dialog === "edit" && <EditProperty now={now} look={look} close={close} />}
      {dialog === "archive" && <FormDialog title={say.archiveAsk} confirm={acts.archive} isDanger close={close} act={() => archive(true)}><p>{say.archiveText}</p></FormDialog>}
    </Register>
  );
}
