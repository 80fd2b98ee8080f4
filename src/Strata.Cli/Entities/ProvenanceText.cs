using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Describes in one line where a value came from.</summary>
internal static class ProvenanceText
{
    public static string Line(FieldProvenance from)
    {
        var parts = new List<string>();
        if (from.Class == ObservationClass.Correction)
        {
            parts.Add(
                $"corrected by {Terminal.Safe(from.Actor ?? "someone")}{(from.Reason is null ? "" : ": " + Terminal.Safe(from.Reason))}"
            );
        }
        else
        {
            parts.Add(Terminal.Safe(from.FileName ?? from.SourceId ?? from.Class.Name()));
        }
        if (from.Quote is not null)
        {
            parts.Add($"“{Terminal.Short(from.Quote, 60)}”");
        }
        foreach (var other in from.Also ?? [])
        {
            parts.Add($"and “{Terminal.Short(other.Quote ?? "", 60)}”");
        }
        if (from.Places is { Count: > 0 } places)
        {
            parts.Add(PlaceText.Of(places));
        }
        else if (from.Locator is { } at)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"bytes {at.Start}–{at.Start + at.Length}"));
        }
        parts.Add(from.ObservationId);
        if (from.Contributions is { } all)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"and {all.Count - 1 + (from.ContributionsLeftOut ?? 0)} more"));
        }
        return string.Join(" · ", parts);
    }
}
