using System.Diagnostics;

namespace Strata.Bench;

/// <summary>How fast the first and the last tenth of a long work went: whether it slows down as the store grows.</summary>
internal sealed class Pace(Stopwatch watch, string stage) : IProgress<Progress>
{
    private readonly List<(long Done, double Seconds)> _marks = [];
    private string _unit = "";

    public void Report(Progress value)
    {
        if (value.Stage == stage && (_marks.Count == 0 || value.Done > _marks[^1].Done))
        {
            _marks.Add((value.Done, watch.Elapsed.TotalSeconds));
            _unit = value.Unit is { } unit ? " " + unit : "";
        }
    }

    public override string ToString()
    {
        if (_marks.Count < 4)
        {
            return "too short for a pace";
        }
        var tenth = Math.Max(1, _marks.Count / 10);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"first tenth {Rate(_marks[0], _marks[tenth]):F0}{_unit}/s, last tenth {Rate(_marks[^(tenth + 1)], _marks[^1]):F0}{_unit}/s"
        );
    }

    private static double Rate((long Done, double Seconds) from, (long Done, double Seconds) to) =>
        (to.Done - from.Done) / Math.Max(1e-6, to.Seconds - from.Seconds);
}
