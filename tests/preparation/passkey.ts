import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { openJar } from "./jar.ts";

type Jar = ReturnType<typeof openJar>;
type How = {
  /** Whether the device makes sure of who holds it, by a finger or a code. */
  verifies?: boolean;
};

const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;
const sha256 = (bytes: string | Buffer): Buffer => createHash("sha256").update(bytes).digest();
const header = (major: number, length: number): Buffer =>
  length < 24 ? Buffer.from([major | length]) : Buffer.from([major | 24, length]);
const text = (words: string): Buffer => Buffer.concat([header(0x60, words.length), Buffer.from(words)]);
const bytes = (value: Buffer): Buffer => Buffer.concat([header(0x40, value.length), value]);

/** A device with one passkey, which answers the site at that address as a browser would (WebAuthn, without attestation). */
export function openDevice(publicUrl: string) {
  const { origin, hostname } = new URL(publicUrl);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const point = [x, y].map((coordinate) => bytes(Buffer.from(coordinate!, "base64url")));
  const cose = Buffer.concat([
    Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
    point[0]!,
    Buffer.from([0x22]),
    point[1]!,
  ]);
  const rawId = randomBytes(16);
  const id = rawId.toString("base64url");

  const said = (verifies: boolean, attested: Buffer | null): Buffer =>
    Buffer.concat([
      sha256(hostname),
      Buffer.from([PRESENT | (verifies ? VERIFIED : 0) | (attested ? ATTESTED : 0)]),
      Buffer.alloc(4),
      attested ?? Buffer.alloc(0),
    ]);
  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const answer = (jar: Jar, path: string, response: Record<string, string>) =>
    jar.send(`/auth/passkey/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({
        response: { id, rawId: id, type: "public-key", clientExtensionResults: {}, response },
        name: "Essai",
      }),
    });
  const encode = (value: Buffer): string => value.toString("base64url");

  return {
    /** Adds the passkey to the account that is open; answers what the site said last. */
    add: async (jar: Jar, { verifies = true }: How = {}): Promise<Response> => {
      const asked = await jar.send("/auth/passkey/generate-register-options");
      const challenge = asked.ok ? ((await asked.json()) as { challenge: string }).challenge : "none";
      const authData = said(verifies, Buffer.concat([Buffer.alloc(16), Buffer.from([0, 16]), rawId, cose]));
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        ...[text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0]), text("authData"), bytes(authData)],
      ]);
      return answer(jar, "verify-registration", {
        clientDataJSON: encode(clientData("webauthn.create", challenge)),
        attestationObject: encode(attestation),
      });
    },
    /** Enters with the passkey. */
    enter: async (jar: Jar, { verifies = true }: How = {}): Promise<Response> => {
      const asked = await jar.send("/auth/passkey/generate-authenticate-options");
      const { challenge } = (await asked.json()) as { challenge: string };
      const data = clientData("webauthn.get", challenge);
      const authData = said(verifies, null);
      return answer(jar, "verify-authentication", {
        clientDataJSON: encode(data),
        authenticatorData: encode(authData),
        signature: encode(sign("sha256", Buffer.concat([authData, sha256(data)]), privateKey)),
      });
    },
  };
}
