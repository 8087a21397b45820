package dev.ndwire.core.comm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Clients that nobody uses, in the order in which they became idle.
final class IdleClients {
    // From the one that has been idle longest.
    private final Map<Client, Address> all = new LinkedHashMap<>();
    private final Map<Address, Deque<Client>> byAddress = new LinkedHashMap<>();

    int size() {
        return all.size();
    }

    void add(Address address, Client client) {
        all.put(client, address);
        byAddress.computeIfAbsent(address, unused -> new ArrayDeque<>()).addLast(client);
    }

    /// Takes the one of an address that was used last: the others may go idle for good.
    @Nullable
    Client take(Address address) {
        Deque<Client> there = byAddress.get(address);
        if (there == null) {
            return null;
        }
        Client last = there.removeLast();
        all.remove(last);
        if (there.isEmpty()) {
            byAddress.remove(address);
        }
        return last;
    }

    /// Takes the one that has been idle longest.
    @Nullable
    Client takeOldest() {
        Iterator<Map.Entry<Client, Address>> entries = all.entrySet().iterator();
        if (!entries.hasNext()) {
            return null;
        }
        Map.Entry<Client, Address> oldest = entries.next();
        Client client = oldest.getKey();
        Address address = oldest.getValue();
        entries.remove();
        Deque<Client> there = byAddress.get(address);
        if (there != null) {
            there.remove(client);
            if (there.isEmpty()) {
                byAddress.remove(address);
            }
        }
        return client;
    }

    /// Takes all of them.
    List<Client> takeAll() {
        List<Client> taken = List.copyOf(all.keySet());
        all.clear();
        byAddress.clear();
        return taken;
    }
}
