import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context, Span, Tracer } from "@opentelemetry/api";

type Attributes = Record<string, string | number | boolean>;
type Api = typeof import("@opentelemetry/api");
type Tracing = { api: Api; tracer: Tracer; close: () => Promise<void> };

// One for the process, as OpenTelemetry has it; null, which costs a comparison, unless an administrator asked for traces.
let tracing: Tracing | null = null;

/**
 * Sends spans to an OTLP/HTTP receiver from now on. Nothing of OpenTelemetry is loaded before. Spans bear names of
 * routes, actions and queues, statuses and durations: no address asked for, no text, no person, no network.
 */
export async function startTracing(endpoint: string, service: string): Promise<() => Promise<void>> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
    import("@opentelemetry/resources"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  provider.register();
  const mine: Tracing = {
    api,
    tracer: provider.getTracer("ancrage"),
    close: async () => {
      if (tracing === mine) tracing = null;
      await provider.shutdown();
      for (const part of [api.trace, api.context, api.propagation]) part.disable();
    },
  };
  tracing = mine;
  return mine.close;
}

/** Does a piece of work within a span, when traces are kept; a failure that is thrown marks it, without its words. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (tracing === null) return work();
  const { api, tracer } = tracing;
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      fail(api, span, error instanceof Error ? error.name : "Error");
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * Answers a request within a span that bears its route; `trusted` says that a proxy of ours stands before, whose trace
 * it then belongs to. A stranger may not choose the trace that her requests are kept under.
 */
export function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { trusted, routeOf }: { trusted: boolean; routeOf: () => string },
  answer: () => void,
): void {
  if (tracing === null) {
    answer();
    return;
  }
  const { api, tracer } = tracing;
  const method = request.method ?? "GET";
  const parent: Context = trusted ? api.propagation.extract(api.ROOT_CONTEXT, request.headers) : api.ROOT_CONTEXT;
  const kind = api.SpanKind.SERVER;
  const span = tracer.startSpan(method, { kind, attributes: { "http.request.method": method } }, parent);
  response.once("close", () => {
    const route = routeOf();
    span.updateName(`${method} ${route}`);
    span.setAttributes({ "http.route": route, "http.response.status_code": response.statusCode });
    if (response.statusCode >= 500) fail(api, span, String(response.statusCode));
    span.end();
  });
  api.context.with(api.trace.setSpan(parent, span), answer);
}

function fail(api: Api, span: Span, kind: string): void {
  span.setStatus({ code: api.SpanStatusCode.ERROR });
  span.setAttribute("error.type", kind);
}
