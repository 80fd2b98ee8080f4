using System.Text.RegularExpressions;

namespace Strata.Server.Tests;

/// <summary>A page in Prometheus' text format, read strictly: what is not of the format fails.</summary>
internal sealed partial class PrometheusPage
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _series = new(StringComparer.Ordinal);

    public static PrometheusPage Parse(string text)
    {
        text.ShouldEndWith("\n");
        var page = new PrometheusPage();
        var family = "";
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Help().Match(line) is { Success: true } help)
            {
                family = help.Groups["name"].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                type.Groups["name"].Value.ShouldBe(family, "TYPE stands after HELP");
                page._types.TryAdd(family, type.Groups["type"].Value).ShouldBeTrue($"{family} comes twice");
            }
            else
            {
                var series = Sample().Match(line);
                series.Success.ShouldBeTrue($"not of the format: {line}");
                var name = series.Groups["name"].Value;
                (
                    name == family || (page._types[family] == "histogram" && name[family.Length..] is "_bucket" or "_sum" or "_count")
                ).ShouldBeTrue($"{name} under {family}");
                page._series.TryAdd(name + series.Groups["labels"].Value, Number(series.Groups["value"].Value))
                    .ShouldBeTrue($"twice: {line}");
            }
        }
        return page;
    }

    public IEnumerable<string> Families => _types.Keys;

    public string TypeOf(string family) => _types[family];

    /// <summary>The sum of all series of the name whose labels hold these.</summary>
    public double Sum(string name, params string[] labels) =>
        _series.Where(s => s.Key.Split('{')[0] == name && labels.All(l => s.Key.Contains(l, StringComparison.Ordinal))).Sum(s => s.Value);

    public IReadOnlyList<double> Buckets(string name, string labels) =>
        [.. _series.Where(s => s.Key.StartsWith($"{name}_bucket{{{labels},le=", StringComparison.Ordinal)).Select(s => s.Value)];

    public bool Has(string series) => _series.ContainsKey(series);

    private static double Number(string text) =>
        text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) \S.*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Help();

    [GeneratedRegex("""^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Type();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{([a-zA-Z_][a-zA-Z0-9_]*="(\\[\\"n]|[^\\"\n])*",?)+\})? (?<value>-?[0-9.]+(E[-+]?[0-9]+)?|[+-]Inf|NaN)$""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sample();
}
