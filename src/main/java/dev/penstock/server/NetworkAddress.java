package dev.penstock.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What the addresses in the settings mean. */
final class NetworkAddress {
    private NetworkAddress() {}

    static String management(Configuration configuration) {
        String host = configuration.get(Settings.MANAGEMENT_HOST);
        return host.isEmpty() ? configuration.get(Settings.HOST) : host;
    }

    static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    /** Whether only this machine reaches it; a name that cannot be resolved is taken for not. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static String inUrl(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
