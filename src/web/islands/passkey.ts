import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

/** Passkeys: shown only where the browser can make and use them. */
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
    part.hidden = false;
    const act = part.dataset.passkey === "add" ? () => add(part) : () => enter(part);
    part.querySelector("button")?.addEventListener("click", () => {
      act().catch(() => tell(part));
    });
  }
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/auth/passkey/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json() as Promise<T>;
}

async function add(part: HTMLElement): Promise<void> {
  const name = part.querySelector("input")?.value.trim() || undefined;
  const optionsJSON = await ask<Parameters<typeof startRegistration>[0]["optionsJSON"]>("generate-register-options");
  await ask("verify-registration", { response: await startRegistration({ optionsJSON }), name });
  location.assign(`${location.pathname}?fait=cle`);
}

async function enter(part: HTMLElement): Promise<void> {
  const optionsJSON = await ask<Parameters<typeof startAuthentication>[0]["optionsJSON"]>(
    "generate-authenticate-options",
  );
  // The library only prefers it, and the server refuses a device that did not make sure of its user.
  const demanding = { ...optionsJSON, userVerification: "required" as const };
  await ask("verify-authentication", { response: await startAuthentication({ optionsJSON: demanding }) });
  location.assign(part.dataset.next ?? "/");
}

function tell(part: HTMLElement): void {
  const said = part.querySelector("[role=alert]") ?? document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = part.dataset.failed ?? "";
  part.append(said);
}
