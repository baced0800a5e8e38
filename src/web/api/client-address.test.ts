import { expect, test } from "vitest";
import { clientAddress, subscriberOf } from "./client-address.ts";

const address = (forwarded: string | undefined, proxies: number, remoteAddress = "10.0.0.1") =>
  clientAddress(
    { headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded }, socket: { remoteAddress } },
    proxies,
  );

test.each([
  ["nobody is believed by default", "203.0.113.9", 0, "10.0.0.1"],
  ["one proxy tells who connected to it", "203.0.113.9", 1, "203.0.113.9"],
  ["what the client wrote itself changes nothing", "1.1.1.1, 2.2.2.2, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies tell through each other", "1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["a request that came without the proxy is its sender's", undefined, 1, "10.0.0.1"],
  ["nor can a header too short be used", "203.0.113.9", 3, "203.0.113.9"],
  ["commas alone are nobody", " , ,", 1, "10.0.0.1"],
])("%s", (_, forwarded, proxies, expected) => {
  expect(address(forwarded, proxies)).toBe(expected);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["203.0.113.9:51000", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::ffff", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["[2001:db8::1]:443", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
  ["<script>", "unknown"],
  ["", "unknown"],
])("%s is of the subscriber %s", (given, expected) => {
  expect(subscriberOf(given)).toBe(expected);
});
