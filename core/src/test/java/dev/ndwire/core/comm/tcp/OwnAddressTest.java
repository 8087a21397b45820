package dev.ndwire.core.comm.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    private static final InetAddress ALL_OF_IPV4 = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress ALL = InetAddress.ofLiteral("::");

    private static void isOfThisHost(InetAddress address) throws Exception {
        assertThat(NetworkInterface.getByInetAddress(address)).isNotNull();
    }

    @Test
    void isAnAddressOfThisHost() throws Exception {
        for (InetAddress all : List.of(ALL_OF_IPV4, ALL)) {
            for (boolean prefersIpv6 : new boolean[] {false, true}) {
                InetAddress own = OwnAddress.of(all, prefersIpv6);
                isOfThisHost(own);
                assertThat(own.getHostAddress()).doesNotContain("%");
            }
        }
    }

    @Test
    void isOfTheFamilyThatIsAskedForIfThisHostHasOne() throws Exception {
        assumeThat(OwnAddress.ofInterfaces(Inet4Address.class))
                .as("this machine has an address of IPv4 in a network")
                .isNotNull();
        assertThat(OwnAddress.of(ALL_OF_IPV4, false)).isInstanceOf(Inet4Address.class);
        assertThat(OwnAddress.of(ALL_OF_IPV4, true)).isInstanceOf(Inet4Address.class);
        assertThat(OwnAddress.of(ALL, false)).isInstanceOf(Inet4Address.class);
        if (OwnAddress.ofInterfaces(Inet6Address.class) != null) {
            assertThat(OwnAddress.of(ALL, true)).isInstanceOf(Inet6Address.class);
        }
    }

    @Test
    void othersReachWhatAnInterfaceOffers() throws Exception {
        for (Class<? extends InetAddress> type : List.of(Inet4Address.class, Inet6Address.class)) {
            InetAddress found = OwnAddress.ofInterfaces(type);
            assumeThat(found).as("this machine has such an address").isNotNull();
            InetAddress own = Objects.requireNonNull(found);
            isOfThisHost(own);
            assertThat(own).isInstanceOf(type);
            assertThat(own.isLoopbackAddress() || own.isLinkLocalAddress() || own.isAnyLocalAddress())
                    .isFalse();
        }
    }

    @Test
    void theLoopbackLeadsNowhere() {
        assertThat(OwnAddress.onTheWayTo(InetAddress.getLoopbackAddress())).isNull();
    }
}
