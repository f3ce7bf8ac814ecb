import { act } from "../api/http.ts";
import type { AskAddress } from "./files.ts";
import { UPLOAD } from "./operations.ts";

/** For a message in a thread, or for work that is reported done there. */
export const forThread = (threadId: string): AskAddress => (file) => act(UPLOAD, { input: { ...file, threadId } });

/** For a report that somebody who is signed in is about to make. */
export const forReport: AskAddress = (file) => act(UPLOAD, { input: file });
