import type { Hono } from "hono";
import type { Env, Lang, Site } from "../scene.ts";
export function reviewRoutes(_app: Hono<Env>, _site: Site, _lang: Lang): void {}
