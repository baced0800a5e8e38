/** Whether a name or an address is this machine itself, as it stands in an address or on the other end of a connection. */
export const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(host);
