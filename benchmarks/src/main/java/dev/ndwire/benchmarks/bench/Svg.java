package dev.ndwire.benchmarks.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// An SVG document as it is written, whose colours fit the ground that the reader has.
final class Svg {
    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1f2328 }
            .title { font-size: 15px; font-weight: 600 }
            .grid { stroke: #d1d9e0 }
            .ours { fill: #0969da } .floor { fill: #818b98 } .rival { fill: #bc4c00 }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc }
            .grid { stroke: #3d444d }
            .ours { fill: #4493f8 } .floor { fill: #9198a1 } .rival { fill: #db6d28 }
            }
            </style>
            """;
    private static final double LETTER_WIDTH = 7.2;
    private static final double TITLE_LETTER_WIDTH = 9.5;
    private static final int TITLE_X = 10;
    private static final int TITLE_Y = 24;

    private final StringBuilder document = new StringBuilder();

    /// How wide the widest of some texts is at most, as far as that can be told without its font.
    static int width(Collection<String> texts) {
        return (int) Math.ceil(
                LETTER_WIDTH * texts.stream().mapToInt(String::length).max().orElse(0));
    }

    /// @param width how wide it is, if the title has room in it; else it is wider
    Svg(int width, int height, String title) {
        document.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
                Math.max(width, TITLE_X + (int) Math.ceil(TITLE_LETTER_WIDTH * title.length())),
                height));
        document.append(String.format(Locale.ROOT, "<title>%s</title>%n", escaped(title)));
        document.append(STYLE);
        document.append(String.format(
                Locale.ROOT, "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>%n", TITLE_X, TITLE_Y, escaped(title)));
    }

    /// @param anchor `start`, `middle` or `end`
    void text(double x, double y, String anchor, String text) {
        document.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                escaped(text)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        document.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    void box(String style, double x, double y, double width, double height) {
        document.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                style,
                x,
                y,
                width,
                height));
    }

    void path(String colour, boolean isDashed, List<double[]> points) {
        StringBuilder list = new StringBuilder();
        for (double[] point : points) {
            list.append(String.format(Locale.ROOT, "%s%.1f,%.1f", list.isEmpty() ? "" : " ", point[0], point[1]));
        }
        document.append(String.format(
                Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>%n",
                colour,
                isDashed ? " stroke-dasharray=\"6 4\"" : "",
                list));
    }

    /// The whole document.
    String end() {
        return document + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
