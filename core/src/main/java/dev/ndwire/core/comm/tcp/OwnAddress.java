package dev.ndwire.core.comm.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address by which other hosts reach a socket that listens on all interfaces of this one.
///
/// The name of a host does not tell: on many systems it stands for the loopback, or for nothing. Source: `get_ip` and
/// `get_ipv6` of `distributed.utils`, which ask for the route to a public address. A host without such a route has its
/// first interface, one without any the loopback.
final class OwnAddress {
    private static final int ANY_PORT = 80;
    private static final Family IPV4 = new Family(Inet4Address.class, InetAddress.ofLiteral("8.8.8.8"));
    private static final Family IPV6 = new Family(Inet6Address.class, InetAddress.ofLiteral("2001:4860:4860::8888"));

    private OwnAddress() {}

    private record Family(Class<? extends InetAddress> type, InetAddress somePublic) {}

    /// Chooses one.
    ///
    /// @param bound what the socket is bound to: all addresses of IPv4, or those of IPv6, which include them
    /// @param prefersIpv6 whether an address of IPv6 comes first, where there are both
    static InetAddress of(InetAddress bound, boolean prefersIpv6) throws IOException {
        List<Family> both = prefersIpv6 ? List.of(IPV6, IPV4) : List.of(IPV4, IPV6);
        for (Family family : bound instanceof Inet6Address ? both : List.of(IPV4)) {
            InetAddress found = onTheWayTo(family.somePublic);
            if (found == null) {
                found = ofInterfaces(family.type);
            }
            if (found != null) {
                // Without the interface's name, which other hosts do not know.
                return InetAddress.getByAddress(found.getAddress());
            }
        }
        return InetAddress.getLoopbackAddress();
    }

    /// From where the system would send to an address; nothing is sent.
    static @Nullable InetAddress onTheWayTo(InetAddress there) {
        try (DatagramChannel question = DatagramChannel.open()) {
            question.connect(new InetSocketAddress(there, ANY_PORT));
            InetSocketAddress here = (InetSocketAddress) question.getLocalAddress();
            return isReachable(here.getAddress()) ? here.getAddress() : null;
        } catch (IOException noWay) {
            return null;
        }
    }

    /// The first address of an interface that is up; the system numbers those first that are no bridges.
    static @Nullable InetAddress ofInterfaces(Class<? extends InetAddress> type) {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::isUp)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> type.isInstance(address) && isReachable(address))
                    .findFirst()
                    .orElse(null);
        } catch (SocketException none) {
            return null;
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }
}
