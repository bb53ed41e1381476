using System.Globalization;
using System.Security;
using System.Text;

namespace Benchmarks.Plot;

/// <summary>Draws a chart as SVG: each point with its value, so that the picture can be read without the table.</summary>
internal static class SvgWriter
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 76;
    private const int Right = 30;
    private const int Top = 76;
    private const int Bottom = 60;
    private const int Above = -9;
    private const int Below = 18;
    private const double Thousand = 1_000;

    /// <summary>The whole file.</summary>
    public static string Draw(Chart chart)
    {
        var points = chart.Series.SelectMany(static series => series.Points).ToList();
        var across = Scale.Log(points.Select(static point => point.X));
        var up = chart.LogUp ? Scale.Log(points.Select(static point => point.Y)) : Scale.Linear(points.Select(static point => point.Y));
        var svg = new StringBuilder();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Text(chart.Title)}">""");
        Line($"<style>\n{SvgStyle.Css}\n</style>");
        Line($"""<rect class="ground" width="{Width}" height="{Height}" rx="6"/>""");
        Line($"""<text class="title" x="{Left}" y="28">{Text(chart.Title)}</text>""");
        foreach (var mark in up.Marks)
        {
            Line($"""<line class="mark" x1="{Left}" x2="{Width - Right}" y1="{Y(mark):0.0}" y2="{Y(mark):0.0}"/>""");
            Line($"""<text x="{Left - 8}" y="{Y(mark) + 4:0.0}" text-anchor="end">{Number(mark)}</text>""");
        }

        foreach (var mark in across.Marks)
        {
            Line($"""<line class="mark" x1="{X(mark):0.0}" x2="{X(mark):0.0}" y1="{Top}" y2="{Height - Bottom}"/>""");
            Line($"""<text x="{X(mark):0.0}" y="{Height - Bottom + 18}" text-anchor="middle">{Number(mark)}</text>""");
        }

        Line($"""<path class="axis" fill="none" d="M{Left} {Top}V{Height - Bottom}H{Width - Right}"/>""");
        Line($"""<text x="{(Left + Width - Right) / 2}" y="{Height - 16}" text-anchor="middle">{Text(chart.AcrossLabel)}</text>""");
        Line($"""<text transform="translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Text(chart.UpLabel)}</text>""");
        for (var i = 0; i < chart.Series.Count; i++) DrawSeries(i);
        Line($"</svg>");
        return svg.ToString();

        void DrawSeries(int i)
        {
            var (series, colour) = (chart.Series[i], i % SvgStyle.Colours);
            const int widthOfName = 160;
            var legend = Left + (i * widthOfName);
            Line($"""<circle class="dot f{colour}" cx="{legend + 5}" cy="51" r="5"/><text x="{legend + 16}" y="55">{Text(series.Name)}</text>""");
            var path = string.Join('L', series.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.0} {Y(point.Y):0.0}")));
            Line($"""<path class="line s{colour}" d="M{path}"/>""");
            foreach (var (x, y) in series.Points)
            {
                Line($"""<circle class="dot f{colour}" cx="{X(x):0.0}" cy="{Y(y):0.0}" r="4"/>""");
                // Of two lines that lie close together, one is told above and one below, unless the axis is there.
                var beside = i % 2 == 0 || Y(y) + Below > Height - Bottom ? Above : Below;
                Line($"""<text class="value" x="{X(x):0.0}" y="{Y(y) + beside:0.0}" text-anchor="middle">{Number(y)}</text>""");
            }
        }

        double X(double value) => Left + (across.Place(value) * (Width - Left - Right));
        double Y(double value) => Height - Bottom - (up.Place(value) * (Height - Top - Bottom));
        void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>As many digits as one reads at a glance.</summary>
    private static string Number(double value) => value switch
    {
        >= Thousand => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or 0 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static string Text(string text) => SecurityElement.Escape(text);
}
