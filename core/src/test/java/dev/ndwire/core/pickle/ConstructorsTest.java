package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstructorsTest {
    private static final PyGlobal HUMAN = PyGlobal.of("people.Human");

    private interface Named {
        String name();
    }

    private record Human(String name) implements Named {}

    private record Robot(String name) implements Named {}

    private static final PickleConstructor HUMANS = PickleConstructor.of(
            "people.Human",
            Human.class,
            ConstructorsTest::human,
            human -> PyObject.instance(HUMAN).withState(PyDict.of("name", human.name())));

    private static Object human(PyObject object) {
        PyEffect.State state = object.onlyState();
        return state != null
                        && state.state() instanceof PyDict attributes
                        && attributes.get("name") instanceof String name
                ? new Human(name)
                : object;
    }

    @Test
    void readsAndWritesAClassOfTheUsers() {
        Constructors constructors = Constructors.standard().with(HUMANS);
        Frame pickle = PickleWriter.of(5, constructors).write(List.of(new Human("Ada"), 1L));
        assertThat(PickleReader.of(constructors, PickleLimits.standard()).read(pickle))
                .isEqualTo(List.of(new Human("Ada"), 1L));
        assertThat(PickleReader.standard().read(pickle)).isInstanceOfSatisfying(List.class, list -> {
            PyObject opaque = (PyObject) list.get(0);
            assertThat(opaque.function()).isEqualTo(HUMAN);
        });
    }

    @Test
    void leavesAnObjectAsItIsIfItsConstructorDoes() {
        PyObject odd = PyObject.instance(HUMAN).withState(5L);
        Constructors constructors = Constructors.standard().with(HUMANS);
        Frame pickle = PickleWriter.of(4, constructors).write(odd);
        assertThat(PickleReader.of(constructors, PickleLimits.standard()).read(pickle))
                .isInstanceOf(PyObject.class);
    }

    @Test
    void leavesAnObjectThatHoldsItselfAsItIs() {
        PyObject.Draft draft = PyObject.draft();
        draft.complete(PyObject.instance(HUMAN).withState(PyDict.of("name", "Ada", "self", draft.object())));
        Constructors constructors = Constructors.standard().with(HUMANS);
        Frame pickle = PickleWriter.of(5, constructors).write(draft.object());
        assertThat(PickleReader.of(constructors, PickleLimits.standard()).read(pickle))
                .isInstanceOf(PyObject.class);
    }

    @Test
    void servesAnInterfaceWhereAClassHasNoConstructor() {
        PickleConstructor named = PickleConstructor.of(
                "people.Named", Named.class, object -> object, value -> PyObject.call(HUMAN, value.name()));
        Constructors constructors = Constructors.none().with(named);
        assertThat(constructors.of(Robot.class)).isSameAs(named);
        assertThat(constructors.with(HUMANS).of(Human.class)).isSameAs(HUMANS);
        assertThat(constructors.of(String.class)).isNull();
    }

    @Test
    void refusesTwoInterfacesOfOneClass() {
        Constructors constructors = Constructors.none()
                .with(PickleConstructor.of("a.A", Named.class, object -> object, value -> PyObject.call(HUMAN)))
                .with(PickleConstructor.of("b.B", Record.class, object -> object, value -> PyObject.call(HUMAN)));
        assertThat(constructors.of(Robot.class)).isNotNull();
        Constructors ambiguous = Constructors.none()
                .with(PickleConstructor.of("a.A", Named.class, object -> object, value -> PyObject.call(HUMAN)))
                .with(PickleConstructor.of("b.B", Comparable.class, object -> object, value -> PyObject.call(HUMAN)));
        record Both(String name) implements Named, Comparable<Both> {
            @Override
            public int compareTo(Both other) {
                return name.compareTo(other.name);
            }
        }
        assertThatThrownBy(() -> ambiguous.of(Both.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Both.class.getName() + " is an instance of 2 interfaces that have a constructor");
    }

    @Test
    void refusesASecondConstructor() {
        Constructors constructors = Constructors.standard().with(HUMANS);
        assertThatThrownBy(() -> constructors.with(HUMANS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a constructor for 'people.Human' already");
        PickleConstructor robots =
                PickleConstructor.of("people.Robot", Human.class, object -> object, value -> PyObject.call(HUMAN));
        assertThatThrownBy(() -> constructors.with(robots))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a constructor for " + Human.class + " already");
    }

    @Test
    void canBeShortened() {
        Constructors shorter = Constructors.ofPython().without("decimal.Decimal");
        Frame pickle = PickleWriter.of(5, shorter).write(new BigDecimal("1.50"));
        assertThat(PickleReader.of(shorter, PickleLimits.standard()).read(pickle))
                .isInstanceOf(PyObject.class);
        assertThat(PickleReader.standard().read(pickle)).isEqualTo(new BigDecimal("1.50"));
        assertThat(shorter.pythonNames()).contains("uuid.UUID").doesNotContain("decimal.Decimal");
        assertThatThrownBy(() -> shorter.without("decimal.Decimal"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no constructor for 'decimal.Decimal'");
    }
}
