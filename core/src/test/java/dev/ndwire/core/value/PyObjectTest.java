package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyObjectTest {
    private static final PyGlobal TYPE = PyGlobal.of("people.Human");

    @Test
    void saysHowItIsMade() {
        PyObject call = PyObject.call(TYPE, 1L, null);
        assertThat(call.creation()).isEqualTo(PyObject.Creation.CALL);
        assertThat(call.function()).isEqualTo(TYPE);
        assertThat(call.arguments()).containsExactly(1L, null);
        assertThat(call.keywords()).isNull();
        assertThat(call.effects()).isEmpty();
        assertThat(call.onlyState()).isNull();
        assertThat(call.isOf("people", "Human")).isTrue();
        assertThat(call.isOf("people", "Robot")).isFalse();
        assertThat(call.isOf("robots", "Human")).isFalse();
        assertThat(call).hasToString("PyObject[people.Human]");
        assertThat(PyObject.call(call)).hasToString("PyObject[…]");
    }

    @Test
    void gathersWhatHappensToIt() {
        PyObject object = PyObject.instance(TYPE).withState(null);
        assertThat(object.onlyState()).isEqualTo(new PyEffect.State(null));
        PyObject more = object.with(new PyEffect.Items(List.of(1L)));
        assertThat(more.effects()).containsExactly(new PyEffect.State(null), new PyEffect.Items(List.of(1L)));
        assertThat(more.onlyState()).isNull();
        assertThat(object.effects()).hasSize(1);
    }

    @Test
    void equalsOnlyItself() {
        assertThat(PyObject.call(TYPE)).isNotEqualTo(PyObject.call(TYPE));
    }

    @Test
    void isCompleteOnce() {
        PyObject.Draft draft = PyObject.draft();
        assertThatThrownBy(() -> draft.object().creation())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("object is still a draft");
        PyObject object = draft.complete(PyObject.call(TYPE, draft.object()));
        assertThat(object).isSameAs(draft.object());
        assertThat(object.arguments().get(0)).isSameAs(object);
        assertThatThrownBy(() -> draft.complete(PyObject.call(TYPE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("object is complete already");
    }

    @Test
    void takesKeywordsOnlyWithNew() {
        assertThatThrownBy(() -> PyObject.of(PyObject.Creation.CALL, TYPE, PyTuple.of(), PyDict.of("a", 1L), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keywords with creation CALL: only NEW takes them");
    }

    @Test
    void copiesTheListsOfItsEffects() {
        List<Object> items = new ArrayList<>(List.of(1L, 2L));
        PyEffect.Items effect = new PyEffect.Items(items);
        PyEffect.Entries entries = new PyEffect.Entries(items);
        PyEffect.Elements elements = new PyEffect.Elements(items);
        items.clear();
        assertThat(effect.items()).hasSize(2);
        assertThat(entries.keysAndValues()).hasSize(2);
        assertThat(elements.elements()).hasSize(2);
        assertThatThrownBy(() -> new PyEffect.Entries(List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the last of 1 keys and values has no pair");
    }

    @Test
    void checksSmallValues() {
        assertThat(PyGlobal.of("int"))
                .isEqualTo(new PyGlobal("builtins", "int"))
                .hasToString("builtins.int");
        assertThatThrownBy(() -> new PyExtension(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("extension code 0: at least 1 is allowed");
        assertThatThrownBy(() -> new PyRange(0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range with step 0: it must not be 0");
        assertThatThrownBy(() -> fraction(2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fraction that is not in lowest terms");
        assertThatThrownBy(() -> fraction(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fraction with a denominator that is not above 0");
        assertThat(fraction(-1, 3)).hasToString("-1/3");
        assertThat(new PyPersistentId("x"))
                .isNotEqualTo(new PyPersistentId("x"))
                .hasToString("PyPersistentId");
    }

    private static PyFraction fraction(long numerator, long denominator) {
        return new PyFraction(java.math.BigInteger.valueOf(numerator), java.math.BigInteger.valueOf(denominator));
    }
}
