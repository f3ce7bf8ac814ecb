/** 128 bits that nobody can guess, in 32 characters: a key that this device keeps to itself. */
export const newSecret = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A new id of this device's own. */
export const newId = () => crypto.randomUUID?.() ?? newSecret();
