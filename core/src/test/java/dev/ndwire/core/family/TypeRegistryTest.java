package dev.ndwire.core.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TypeRegistryTest {
    private record Name(String text) {}

    private static final TypeSerializer<Name> NAME = TypeSerializer.of(
            Name.class,
            "people.Name",
            name -> Serialized.of(Header.of("text", name.text())),
            (header, frames) -> new Name(header.text("text")));

    @Test
    void looksForSerializersWhenOneIsFirstAskedForAndOnce() {
        AtomicInteger looks = new AtomicInteger();
        TypeRegistry types = new TypeRegistry(() -> {
            looks.incrementAndGet();
            return List.of(new BytesSerializer());
        });
        DaskFamily dask = new DaskFamily(types);
        assertThat(dask.name()).isEqualTo("dask");
        assertThat(looks).hasValue(0);
        assertThat(dask.serialize(Bytes.EMPTY, Context.local())).isNotNull();
        assertThat(dask.serialize("text", Context.local())).isNull();
        assertThat(types.with(NAME).nearest(Name.class)).isNotNull();
        assertThat(types.nearest(Name.class)).isNull();
        assertThat(looks).hasValue(1);
    }

    @Test
    void refusesTwoServicesOfOneTypeWheneverItIsAsked() {
        TypeRegistry types = new TypeRegistry(() -> new ArrayList<>(List.of(NAME, NAME)));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> types.nearest(String.class))
                    .withMessage("a serializer for " + Name.class.getName()
                            + " is registered already: dev.ndwire.core.family.FunctionSerializer");
        }
    }
}
