namespace Strata.Server.Telemetry;

/// <summary>
/// Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Names are made as OpenTelemetry's compatibility
/// specification says: dots become underscores, units and <c>_total</c> are appended. <c>_count</c>, which is a part of histograms, becomes
/// <c>_number</c> where it ends the name of another kind (<c>dotnet.assembly.count</c>), else promtool refuses the page.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Count = "_count";

    public static string Of(IEnumerable<Readings> readings)
    {
        var text = new StringBuilder();
        foreach (var family in readings.GroupBy(NameOf, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Write(text, family.Key, [.. family]);
        }
        return text.ToString();
    }

    public static string Label(string name) => Plain(name);

    public static void Escape(StringBuilder text, string value, bool quotes)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '"' when quotes => text.Append("\\\""),
                _ => text.Append(c),
            };
        }
    }

    private static string NameOf(Readings readings)
    {
        var plain = Plain(readings.Instrument.Name);
        var name = new StringBuilder(
            readings.Kind != ReadingKind.Histogram && plain.EndsWith(Count, StringComparison.Ordinal)
                ? plain[..^Count.Length] + "_number"
                : plain
        );
        var unit = readings.Instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "", // {annotations} and numbers without a unit add nothing
        };
        if (!name.ToString().EndsWith(unit, StringComparison.Ordinal))
        {
            name.Append(unit);
        }
        return name.Append(readings.Kind == ReadingKind.Counter ? "_total" : "").ToString();
    }

    private static string Plain(string name)
    {
        var plain = string.Create(
            name.Length,
            name,
            static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
                }
            }
        );
        return plain.Length > 0 && char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }

    /// <param name="family">Instruments of one name; several if the process has several stores open.</param>
    private static void Write(StringBuilder text, string name, IReadOnlyList<Readings> family)
    {
        var kind = family[0].Kind;
        var series = family
            .Where(f => f.Kind == kind)
            .SelectMany(f => f.All.Select(s => (Series: s, f.Bounds)))
            .ToLookup(s => s.Series.Labels, StringComparer.Ordinal);
        if (series.Count == 0)
        {
            return;
        }
        text.Append("# HELP ").Append(name).Append(' ');
        Escape(text, family[0].Instrument.Description ?? family[0].Instrument.Name, quotes: false);
        text.Append("\n# TYPE ").Append(name).Append(' ').Append(Name(kind)).Append('\n');
        foreach (var same in series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (kind == ReadingKind.Histogram)
            {
                var (one, bounds) = same.Last();
                Histogram(text, name, one, bounds ?? []);
            }
            else
            {
                var values = same.Select(s => s.Series.Read().Value);
                Line(text, name, same.Key, kind == ReadingKind.Counter ? values.Sum() : values.Last());
            }
        }
    }

    private static void Histogram(StringBuilder text, string name, Series series, IReadOnlyList<double> bounds)
    {
        var (sum, counts) = series.Read();
        var before = series.Labels.Length == 0 ? "" : series.Labels + ",";
        long count = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            count += counts[i];
            var bound = i < bounds.Count ? Number(bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{before}le=\"{bound}\"", count);
        }
        Line(text, name + "_sum", series.Labels, sum);
        Line(text, name + "_count", series.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Name(ReadingKind kind) =>
        kind switch
        {
            ReadingKind.Counter => "counter",
            ReadingKind.Histogram => "histogram",
            _ => "gauge",
        };
}
