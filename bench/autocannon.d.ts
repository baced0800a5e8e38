declare module "autocannon" {
  type Load = {
    url: string;
    connections: number;
    duration: number;
    headers?: Record<string, string>;
    setupClient?: (client: { setRequests: (requests: { path: string }[]) => void }) => void;
    requests?: { path: string }[];
    timeout?: number;
  };
  type Loaded = {
    "2xx": number;
    non2xx: number;
    errors: number;
    timeouts: number;
    duration: number;
    latency: { p50: number; p97_5: number; p99: number; max: number };
  };
  export default function autocannon(load: Load): Promise<Loaded>;
}
