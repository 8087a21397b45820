package dev.ndwire.core.comm.shm;

import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.core.memory.SharedMemory.Place;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message on its way out: which of its frames stay in shared memory, are copied there, or go over the socket.
final class Departure {
    // What lies elsewhere goes through the socket below this: a name, a mapping and their end take longer.
    private static final long SHARED_FROM_BYTES = 64 << 10;
    private static final long ALIGNMENT = 64;
    private static final long COPY_STEP_BYTES = 4 << 20;

    private final SharedMemory memory;
    private final boolean isSharingWrites;
    private final @Nullable TransferListener listener;
    private final Map<Path, Window> windows = new LinkedHashMap<>();
    private final List<Stay> stays = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();
    private long notToldBytes;

    /// What of a file the frames lie in.
    private static final class Window {
        private final int index;
        private final Place place;
        private long start = Long.MAX_VALUE;
        private long end;
        private boolean isWriteable;

        Window(int index, Place place, boolean isWriteable) {
            this.index = index;
            this.place = place;
            this.isWriteable = isWriteable;
        }

        void add(long from, long byteSize, boolean mayBeWritten) {
            start = Math.min(start, from);
            end = Math.max(end, from + byteSize);
            isWriteable &= mayBeWritten;
        }
    }

    /// A frame and, if it stays, in which file and where.
    private record Stay(Frame frame, @Nullable Window window, long fileOffset) {}

    Departure(SharedMemory memory, boolean isSharingWrites, @Nullable TransferListener listener) {
        this.memory = memory;
        this.isSharingWrites = isSharingWrites;
        this.listener = listener;
    }

    /// Finds a place for each frame.
    ///
    /// @param copies memory that is shared, for frames that are not; all of them lie in one piece of it
    void add(List<Frame> frames, Lease copies) {
        List<Optional<Place>> places = frames.stream().map(this::placeOf).toList();
        long total = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (places.get(i).isEmpty()) {
                total = start(frames, i, total) + frames.get(i).byteSize();
            }
        }
        boolean isCopying = total >= SHARED_FROM_BYTES;
        MemorySegment block = isCopying ? copies.allocate(total, ALIGNMENT) : MemorySegment.NULL;
        long used = 0;
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            Optional<Place> place = places.get(i);
            if (isCopying && place.isEmpty()) {
                MemorySegment copy = block.asSlice(start(frames, i, used), frame.byteSize());
                used = start(frames, i, used) + frame.byteSize();
                copy(frame, copy);
                place = memory.find(copy);
            } else {
                notToldBytes += frame.byteSize();
            }
            stay(frame, place);
        }
    }

    private Optional<Place> placeOf(Frame frame) {
        List<MemorySegment> segments = frame.segments();
        return segments.size() == 1 ? memory.find(segments.get(0)) : Optional.empty();
    }

    // The shards of one frame stay next to each other, so that whoever joins them need not copy.
    private static long start(List<Frame> frames, int index, long used) {
        return index > 0 && frames.get(index - 1).isContinuedBy(frames.get(index))
                ? used
                : (used + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private void copy(Frame frame, MemorySegment target) {
        for (long at = 0; at < frame.byteSize(); at += COPY_STEP_BYTES) {
            long now = Math.min(COPY_STEP_BYTES, frame.byteSize() - at);
            frame.slice(at, now).copyTo(target.asSlice(at, now));
            tell(now);
        }
    }

    private void stay(Frame frame, Optional<Place> found) {
        if (found.isEmpty()) {
            stays.add(new Stay(frame, null, 0));
            return;
        }
        Place place = found.get();
        Window window =
                windows.computeIfAbsent(place.file(), file -> new Window(windows.size(), place, isSharingWrites));
        boolean mayBeWritten = place.isWriteable() && !frame.segments().get(0).isReadOnly();
        window.add(place.byteOffset(), frame.byteSize(), mayBeWritten);
        stays.add(new Stay(frame, window, place.byteOffset()));
    }

    /// Gives every file a name where the peer finds it.
    ///
    /// @param names the start of all such names
    /// @param firstNumber what the first of them ends in
    void link(Path names, long firstNumber) throws IOException {
        for (Window window : windows.values()) {
            Path link = ShmChannel.nameOf(names, firstNumber + window.index);
            links.add(link);
            window.place.link(link);
        }
    }

    int fileCount() {
        return windows.size();
    }

    /// What goes over the socket.
    List<Frame> toFrames(long firstNumber) {
        List<HandOver.SharedFile> files = new ArrayList<>(windows.size());
        for (Window window : windows.values()) {
            files.add(new HandOver.SharedFile(
                    firstNumber + window.index, window.isWriteable, window.start, window.end - window.start));
        }
        List<HandOver.Part> parts = new ArrayList<>(stays.size());
        List<Frame> written = new ArrayList<>();
        written.add(Frame.EMPTY);
        for (Stay stay : stays) {
            Window window = stay.window;
            if (window == null) {
                parts.add(new HandOver.Part(stay.frame.byteSize(), 0, 0));
                written.add(stay.frame);
            } else {
                parts.add(new HandOver.Part(stay.frame.byteSize(), window.index + 1, stay.fileOffset - window.start));
            }
        }
        written.set(0, Frame.of(new HandOver(files, parts).encode()));
        return written;
    }

    /// Says that what was not copied has gone out as well.
    void tellSent() {
        if (notToldBytes > 0) {
            tell(notToldBytes);
        }
    }

    /// Takes the names back: the peer will not have them.
    void unlink() throws IOException {
        for (Path link : links) {
            Files.deleteIfExists(link);
        }
    }

    private void tell(long byteCount) {
        if (listener != null) {
            listener.bytesMoved(byteCount);
        }
    }
}
