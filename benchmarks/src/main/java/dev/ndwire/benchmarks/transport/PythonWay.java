package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import java.io.IOException;

/// What Python has by itself: a process of its own sends, or gets. Being told to takes some tens of microseconds.
final class PythonWay extends PutWay {
    /// What it does.
    enum Job {
        /// Puts a table by pyarrow's Flight.
        FLIGHT,
        /// Puts an array by `distributed`.
        PUT,
        /// Puts many arrays in one message by `distributed`.
        PUT_MANY,
        /// Gets by `distributed` what it has put before.
        GET
    }

    private final PythonClient python;
    private final Job job;
    private final int count;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where the server is
    /// @param python what does it; it is closed with the way
    /// @param job what it does
    /// @param count how many arrays a message has
    PythonWay(String name, Peer peer, PythonClient python, Job job, int count) {
        super(name, peer);
        this.python = python;
        this.job = job;
        this.count = count;
    }

    PythonWay(String name, Peer peer, PythonClient python, Job job) {
        this(name, peer, python, job, 1);
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.RIVAL;
    }

    @Override
    public boolean isToBeWarmedUp() {
        return false;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        python.ask("numbers " + numbers.byteSize() + " " + numbers.columnCount() + " "
                + numbers.batches().size());
    }

    @Override
    public void fill(long seed) throws IOException {
        python.ask("fill " + seed);
        if (job == Job.GET) {
            python.ask("put 1");
        }
    }

    @Override
    public void move() throws IOException {
        switch (job) {
            case FLIGHT -> python.ask("flight");
            case PUT, PUT_MANY -> python.ask("put " + count);
            case GET -> python.ask("get");
        }
    }

    @Override
    public long check(long seed) throws Exception {
        return job == Job.GET ? python.number("check " + seed) : super.check(seed);
    }

    @Override
    public void drop() throws Exception {
        python.ask("drop");
        super.drop();
    }

    @Override
    public Work work() throws Exception {
        Spent own = Spent.ofPython(python.number("work"));
        Spent peers = peer().spent();
        return job == Job.GET ? new Work(peers, own) : new Work(own, peers);
    }

    @Override
    public void close() throws IOException {
        python.close();
    }
}
