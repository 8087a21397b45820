package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AddressTest {
    private static void refuses(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void parsesWhatDaskWrites() {
        Address address = Address.parse("tcp://127.0.0.1:8786");
        assertThat(address).isEqualTo(new Address("tcp", "127.0.0.1:8786")).hasToString("tcp://127.0.0.1:8786");
        assertThat(address.host()).isEqualTo("127.0.0.1");
        assertThat(address.port()).isEqualTo(8786);
        assertThat(Address.parse("localhost:1")).isEqualTo(Address.parse("tcp://localhost:1"));
        assertThat(Address.parse("tcp://:0").host()).isEmpty();
        assertThat(Address.parse("unix:///tmp/socket").location()).isEqualTo("/tmp/socket");
    }

    @Test
    void putsBracketsAroundIpv6() {
        Address address = Address.of("tcp", "::1", 65535);
        assertThat(address).hasToString("tcp://[::1]:65535").isEqualTo(Address.of("tcp", "[::1]", 65535));
        assertThat(address.host()).isEqualTo("::1");
        assertThat(address.port()).isEqualTo(65535);
        refuses(
                () -> Address.parse("tcp://::1:80").host(),
                "address 'tcp://::1:80' has a host with colons: an IPv6 host needs brackets, like tcp://[::1]:8786");
    }

    @Test
    void refusesWhatIsNoAddress() {
        refuses(
                () -> Address.parse("tcp://"),
                "address 'tcp://' is not like tcp://127.0.0.1:8786: it lacks a scheme or a location");
        refuses(
                () -> Address.parse("://x:1"),
                "address '://x:1' is not like tcp://127.0.0.1:8786: it lacks a scheme or a location");
        refuses(
                () -> Address.parse(""),
                "address '' is not like tcp://127.0.0.1:8786: it lacks a scheme or a location");
        refuses(
                () -> Address.parse("host").port(),
                "address 'tcp://host' has no port, expected one like tcp://host:8786");
        refuses(
                () -> Address.parse("tcp://[::1]").host(),
                "address 'tcp://[::1]' has no port, expected one like tcp://[::1]:8786");
        refuses(() -> Address.parse("host:http").port(), "address 'tcp://host:http' has no number as its port: 'http'");
        refuses(
                () -> Address.parse("host:65536").port(),
                "address 'tcp://host:65536' has port 65536, expected 0 to 65535");
        refuses(() -> Address.parse("host:-1").port(), "address 'tcp://host:-1' has port -1, expected 0 to 65535");
    }
}
