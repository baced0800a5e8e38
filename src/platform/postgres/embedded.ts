import { unavailable, type Result } from "../result.ts";
export async function openEmbedded(_o: { dataDir: string; log: (event: string, fields: object) => void }): Promise<Result<{ url: string; notice: string | null; stop: () => Promise<void> }>> { return unavailable("x"); }
